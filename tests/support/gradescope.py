"""The folder /autograder as Gradescope lays it out, anywhere, and one run of its script.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.support.cgroup import limited

METADATA = {
    "id": 123456,
    "created_at": "2018-07-01T14:22:32.365935-07:00",
    "assignment": {"due_date": "2018-07-31T23:00:00.000000-07:00", "group_submission": True},
    "submission_method": "upload",
    "users": [
        {"email": "ada@example.com", "id": 1234, "name": "Ada Lovelace"},
        {"email": "bob@example.com", "id": 1235, "name": "Bob"},
    ],
    "previous_submissions": [{"score": 100.0, "results": {"score": 100.0}}],
}
CPU, MEMORY = 0.5, 768 * 2**20
"""The smallest container that Gradescope has."""


@dataclass(frozen=True)
class Ran:
    """What one run of the script left.

    ``limits`` says whether CPU and memory were limited, ``pss`` is the most memory of all
    processes together that a look showed, ``own`` what of it was no file's, and ``peak`` the
    cgroup's own figure, in bytes (0 where there is none); ``cpu`` is in seconds.
    """

    code: int
    said: str
    results: dict[str, Any] | None
    limits: bool
    pss: int = 0
    own: int = 0
    peak: int = 0
    cpu: float = 0.0
    kills: int = 0


def lay_out(
    root: Path,
    autograder: Path,
    submission: Path | Mapping[str, bytes],
    metadata: Mapping[str, Any] | None = None,
) -> None:
    """Lay a zip and a submission out below `root`, whatever was there before.

    Args:
        root: what is /autograder there.
        autograder: the zip that was uploaded.
        submission: a folder, or its files.
        metadata: of the submission.
    """
    for name in ("source", "submission", "results"):
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir(parents=True)
    with zipfile.ZipFile(autograder) as uploaded:
        uploaded.extractall(root / "source")  # which keeps no rights, as Gradescope's does not
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "run_autograder").chmod(0o755)
    if isinstance(submission, Path):
        shutil.copytree(submission, root / "submission", dirs_exist_ok=True)
    else:
        for name, content in submission.items():
            path = root / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (root / "submission_metadata.json").write_text(json.dumps(metadata or METADATA))


def run(
    root: Path,
    command: Sequence[str] = (),
    *,
    env: Mapping[str, str] | None = None,
    memory: int = MEMORY,
    look: bool = False,
) -> Ran:
    """Run the script of a folder under the limits of the smallest container, if that can be.

    Args:
        root: the folder.
        command: what runs it; the script itself by default.
        env: all of the environment; by default an almost empty one, with this Python's packages.
        memory: of the container, in bytes.
        look: look at the memory of its processes all the time, which takes time of another CPU.
    """
    with limited(CPU, memory) as group:
        process = subprocess.Popen(
            [*command] or [str(root / "run_autograder")],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=env or {"PATH": "/usr/bin:/bin", "TORCHGRADE_VENV": sys.prefix},
            preexec_fn=group.join if group else None,
        )
        seen, over = [(0, 0)], threading.Event()

        def watch() -> None:
            while not over.wait(0.2):
                seen.append(_memory(process.pid))

        watcher = threading.Thread(target=watch)
        if look:
            watcher.start()
        said, _ = process.communicate()
        over.set()
        if look:
            watcher.join()
        path = root / "results" / "results.json"
        return Ran(
            code=process.returncode,
            said=said,
            results=json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None,
            limits=group is not None,
            pss=max(pss for pss, _ in seen),
            own=max(own for _, own in seen),
            peak=group.peak if group else 0,
            cpu=group.seconds if group else 0.0,
            kills=group.kills if group else 0,
        )


def _memory(root: int) -> tuple[int, int]:
    """Add up the PSS of a process and all below it, and what of it is no file's; bytes."""
    pss = own = 0
    with contextlib.suppress(psutil.Error):
        top = psutil.Process(root)
        for process in (top, *top.children(recursive=True)):
            with contextlib.suppress(OSError):  # it has ended
                text = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
                sizes = dict(line.split()[:2] for line in text.splitlines()[1:])
                pss += int(sizes["Pss:"]) * 1024
                own += int(sizes["Pss_Anon:"]) * 1024
    return pss, own
