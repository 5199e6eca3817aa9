"""Runs nbgrader's commands, each in a fork of one process that has imported nbgrader.

`python -m nbgrader` takes 2 s to import what it needs, and a test types many commands. What runs
is nbgrader's own application, with its own arguments, folder, environment and process.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any


@functools.cache
def _shell() -> subprocess.Popen[str]:
    """Start the process; it ends with this one, which closes its input."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.nbshell"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def nbgrader(arguments: tuple[str, ...], place: Path, environment: dict[str, str]) -> Any:
    """Run ``nbgrader arguments`` in a folder, and return its exit status and what it said."""
    shell = _shell()
    assert shell.stdin is not None
    assert shell.stdout is not None
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as log:
        job = {"arguments": arguments, "cwd": str(place), "env": environment, "log": log.name}
        print(json.dumps(job), file=shell.stdin, flush=True)
        return int(shell.stdout.readline()), log.read()


def _run(job: dict[str, Any]) -> None:
    """Become the command, in a fork."""
    from nbgrader.apps.nbgraderapp import NbGraderApp

    status: Any = 1
    try:
        os.chdir(job["cwd"])
        os.environ.clear()
        os.environ.update(job["env"])
        with open(os.devnull) as nothing, open(job["log"], "w") as log:
            os.dup2(nothing.fileno(), 0)
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        NbGraderApp.launch_instance(job["arguments"])
        status = 0
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


def _main() -> None:
    import nbgrader.apps.nbgraderapp  # noqa: F401 - what every command needs

    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _main()
