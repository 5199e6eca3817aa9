"""Grading as an ordinary user, who has no other uid to give to a player: a whole run of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.paths import python_path
from torchgrade.sandbox import landlock, seccomp
from torchgrade.sandbox.processes import reaper

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's"),
    pytest.mark.skipif(os.getuid() != 0, reason="only root can become an ordinary user"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="there is no setpriv"),
]

# Nobody else's, nor that of the same tests in another process.
UID = 3_000_000 + os.getpid() % 1_000_000

# What a notebook does: each cell prints JSON.
CELLS = [
    """
    import json, os, signal, subprocess, time

    def outcome(action, *arguments):
        try:
            action(*arguments)
        except OSError as error:
            return type(error).__name__
        return "done"

    def read(path):
        with open(path, "rb") as file:
            file.read(1)

    def first_of(pid):  # the player's first process, which opened its own /proc/self
        with open(f"/proc/{pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[1])

    supervisor, server = json.load(open("pids.json"))
    victims = {"supervisor": supervisor, "server": server, "referee": first_of(os.getppid())}
    found = {}
    for name, pid in victims.items():
        found[name] = [
            outcome(os.kill, pid, 0),
            outcome(os.pidfd_open, pid),
            *(outcome(read, f"/proc/{pid}/{file}") for file in ("mem", "environ", "maps")),
            outcome(os.listdir, f"/proc/{pid}/fd"),
        ]
    print(json.dumps({"pids": list(victims.values()), "found": found}))
    """,
    """
    import torch
    from torch.utils.data import DataLoader, TensorDataset
    loader = DataLoader(TensorDataset(torch.arange(8.0)), 2, num_workers=2, timeout=5)
    total = sum(float(batch.sum()) for (batch,) in loader)
    print(json.dumps([loader.num_workers, loader.timeout, total]))
    """,
    """
    import multiprocessing
    multiprocessing.Lock()
    """,
    """
    import colorsys  # nobody has imported it yet: the interpreter can still be read
    def daemon():
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                    signal.signal(number, signal.SIG_IGN)
                os.write(writing, str(os.getpid()).encode())
                time.sleep(120)
            os._exit(0)
        return int(os.read(reading, 20))
    sleeper = subprocess.Popen(["sleep", "120"], start_new_session=True)
    print(json.dumps([daemon(), sleeper.pid]))
    """,
    """
    def double(x):
        return 2 * x
    """,
]

TEST = """
def test_double(double):
    import torch
    assert double(3) == 6
    assert torch.equal(double(torch.ones(2)), torch.full((2,), 2.0))
"""

# A process that outlives its parents, and the fork server that is killed meanwhile.
ORPHAN = {
    "name": "tg-orphan",
    "cell": """
import ctypes, os, time
if os.fork() == 0:
    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
    ctypes.CDLL(None).prctl(15, b"tg-orphan", 0, 0, 0)
    time.sleep(120)
    os._exit(0)
time.sleep(3)
""",
}

SCRIPT = """
import json, os, signal, sys, tempfile, threading, time
from pathlib import Path
import psutil
from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

cells, test, orphan = json.load(sys.stdin)

def kill_the_server():
    while not [p for p in psutil.process_iter(["name"]) if p.info["name"] == orphan["name"]]:
        time.sleep(0.05)
    os.kill(server, signal.SIGKILL)

root = Path(tempfile.mkdtemp())
with IsolatedEngine() as engine:
    server = engine.host.serve().pid
    files = {"pids.json": json.dumps([os.getpid(), server])}
    played = tiny.play(engine, root / "a", cells, test, files=files)
    left = [child.pid for child in psutil.Process(server).children(recursive=True)]
    engine.require_isolation = True  # another engine would start a server of its own
    refused = tiny.play(engine, root / "b", cells[-1:], test)
    engine.require_isolation = False
    threading.Thread(target=kill_the_server, daemon=True).start()
    outlived = tiny.play(engine, root / "c", [orphan["cell"], cells[-1]], test)
    engine.settle()
    orphans = [p.pid for p in psutil.process_iter(["name"]) if p.info["name"] == orphan["name"]]
own = [p.pid for p in psutil.process_iter(["uids"]) if p.info["uids"].real == os.getuid()]
print(json.dumps({
    "uid": os.getuid(),
    "grade": [played.grade.status, played.grade.score, played.grade.max_score],
    "isolation": played.grade.isolation,
    "outputs": [played.output(n) for n in range(1, len(cells) + 1)],
    "errors": [played.error(n) for n in range(1, len(cells) + 1)],
    "refused": [refused.grade.status, refused.grade.message],
    "left": left,
    "outlived": [outlived.grade.status, outlived.grade.score, orphans],
    "after": [pid for pid in own if pid != os.getpid()],
}))
"""


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    """What an ordinary user saw who graded a tiny submission."""
    start = time.time() - 1
    folder = Path(tempfile.mkdtemp(prefix="tg", dir="/tmp"))
    os.chown(folder, UID, UID)
    # The interpreter may lie in a home folder of mode 0700: then one capability is needed.
    right = "+dac_read_search"
    command = [
        *("setpriv", "--reuid", UID, "--regid", UID, "--clear-groups"),
        *(f"--inh-caps={right}", f"--ambient-caps={right}", sys.executable, "-c", SCRIPT),
    ]
    environment = {
        **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONPATH": python_path(),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [str(part) for part in command],
        input=json.dumps([[textwrap.dedent(cell) for cell in CELLS], TEST, ORPHAN]),
        capture_output=True,
        text=True,
        timeout=180,
        cwd=folder,
        env=environment,
    )
    shutil.rmtree(folder)
    reaper.remove_left_files(UID, start)  # torch makes an empty cache in /tmp, as it is imported
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def has_seccomp() -> bool:
    try:
        return bool(seccomp.program(False))
    except (ImportError, OSError, RuntimeError):
        return False


def landlock_version() -> int:
    try:
        return landlock.version()
    except OSError:
        return 0


needs_landlock = pytest.mark.skipif(landlock_version() < 6, reason="the kernel has no Landlock 6")


def test_a_right_answer_has_full_marks(run: dict[str, Any]) -> None:
    assert run["uid"] == UID
    assert run["grade"] == ["graded", 1, 1]
    assert [text for text in run["errors"] if "multiprocessing" not in text] == [""] * 4


@needs_landlock
@pytest.mark.skipif(not has_seccomp(), reason="there is no libseccomp")
def test_the_grade_names_what_is_on_and_what_is_missing(run: dict[str, Any]) -> None:
    missing = [text for text in run["isolation"] if text.startswith("no ")]
    assert missing == ["no uid: the grader is not root"]
    assert {"seccomp", f"landlock {landlock_version()}"} < set(run["isolation"])


def test_full_isolation_is_refused_with_the_reason(run: dict[str, Any]) -> None:
    status, message = run["refused"]
    assert status == "ungraded"
    assert "isolation was required" in message
    assert "no uid: the grader is not root" in message


@needs_landlock
def test_a_player_neither_signals_nor_reads_a_process_of_the_graders(run: dict[str, Any]) -> None:
    answer = json.loads(run["outputs"][0])
    assert len(set(answer["pids"])) == 3
    expected = ["PermissionError", "OSError", *["PermissionError"] * 4]
    assert answer["found"] == dict.fromkeys(["supervisor", "server", "referee"], expected)


def test_a_loader_does_without_workers_and_the_grade_says_so(run: dict[str, Any]) -> None:
    assert json.loads(run["outputs"][1]) == [2, 5, 28.0]
    assert any("num_workers" in text for text in run["isolation"])


@needs_landlock
def test_other_multiprocessing_says_why_it_does_not_work(run: dict[str, Any]) -> None:
    assert "do without multiprocessing" in run["errors"][2]


def test_nothing_that_was_started_is_left(run: dict[str, Any]) -> None:
    assert len(json.loads(run["outputs"][3])) == 2
    assert run["left"] == []
    assert run["after"] == []


def test_what_a_killed_fork_server_leaves_ends_too(run: dict[str, Any]) -> None:
    status, score, left = run["outlived"]
    assert (status, score) == ("graded", 1)
    assert left == []
