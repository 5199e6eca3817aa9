"""Bare execution: the same cells and then the same tests in forks of a warm process, no isolation.

`python benchmarks/bare.py` is that process; :func:`bare_execution` starts it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from torchgrade.bundle import Bundle
from torchgrade.bundle.otter_config import OtterConfig
from torchgrade.engine.supervisor.cells import cells_of
from torchgrade.grade import Submission

__all__ = ["Bare", "bare_execution"]


class Bare(NamedTuple):
    """What cells and tests of a submission took: of the clock, of CPU, and page faults."""

    seconds: float
    cpu: float
    faults: int


@contextlib.contextmanager
def bare_execution(bundle: Bundle, threads: int) -> Iterator[Callable[[Submission], Bare]]:
    """Start the warm process; gives a function that runs a submission there."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def run(submission: Submission) -> Bare:
        notebook = submission.path / f"{bundle.manifest.lab}.ipynb"
        request = {
            "bundle": str(bundle.folder.resolve()),
            "cells": [cell.source for cell in cells_of(notebook, OtterConfig())],
            "threads": threads,
        }
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        return Bare(**json.loads(stdout.readline()))

    try:
        yield run
    finally:
        stdin.close()
        process.wait(30)


def _serve() -> None:
    """Be that process: a line of JSON asks, a line of JSON answers."""
    import gc

    from torchgrade.engine.supervisor import preload
    from torchgrade.sandbox.processes import heap

    shell = preload.everything()
    gc.collect()
    gc.freeze()
    heap.give_back()
    heap.collapse()
    for line in sys.stdin:
        request = json.loads(line)
        mine, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            seconds = -1.0
            try:
                seconds = _run(request, shell)
            finally:
                os.write(theirs, json.dumps(seconds).encode())
                os._exit(0)
        os.close(theirs)
        with os.fdopen(mine) as stream:
            seconds = float(stream.read())
        used = os.wait4(child, 0)[2]
        cpu = used.ru_utime + used.ru_stime
        print(json.dumps(Bare(seconds, cpu, used.ru_minflt)._asdict()), flush=True)
    os._exit(0)  # without what libraries have to say at an end


def _run(request: dict[str, Any], shell: Any) -> float:
    """Run cells, then tests, in this very process; time them, and nothing that prepares them."""
    import torch
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    from torchgrade.engine.player.shell import Cells
    from torchgrade.engine.player.stand_in import stand_in_for_otter

    os.environ["TORCHGRADE_SEED"] = "a benchmark"
    torch.set_num_threads(request["threads"])
    torch.manual_seed(1)
    bundle = Path(request["bundle"])
    with tempfile.TemporaryDirectory() as folder:
        for part in ("files", "private"):
            if (bundle / part).is_dir():
                shutil.copytree(bundle / part, folder, dirs_exist_ok=True)
        os.chdir(folder)
        sys.path.insert(0, folder)
        paths = sorted((bundle / "tests").glob("*.py"))
        files = [create_test_file(str(path), NBMetadataConfig()) for path in paths]
        player = Cells(shell)
        stand_in_for_otter(lambda question: None)
        begun = time.perf_counter()
        for code in request["cells"]:
            player.run(code)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for file in files:
                file.run(player.namespace)
        seconds = time.perf_counter() - begun
        os.chdir("/")
    return seconds


if __name__ == "__main__":
    _serve()
