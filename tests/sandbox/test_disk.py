"""No player fills the disk: what takes too much of it loses its processes and its files."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from torchgrade.engine.referee.collect_files import copy_given
from torchgrade.sandbox.processes import disk
from torchgrade.sandbox.processes.disk import DiskWatch
from torchgrade.sandbox.processes.process_tree import ProcessTree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

_MB = 2**20


@contextmanager
def running(code: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run code as the child of what stands for a referee."""
    inner = (
        "import subprocess, sys\n"
        "sys.exit(subprocess.run([sys.executable, '-c', sys.argv[1]]).returncode)"
    )
    with subprocess.Popen([sys.executable, "-c", inner, code], cwd=folder) as referee:
        yield referee


MANY = """
import time
for i in range({count}):
    open(f"f{{i}}", "wb").write(b"x" * {size})
while {busy}:
    pass
"""

NAMELESS = """
import os, time
file = open("f", "wb", 0)
os.unlink("f")
for _ in range(40):
    file.write(os.urandom(2**20))
time.sleep(60)
"""

EMPTY = """
import os, time
for i in range(300):
    os.makedirs(f"d{i}/e")
while True:
    pass
"""


@pytest.mark.parametrize("code", [MANY.format(count=40, size=_MB, busy=True), NAMELESS, EMPTY])
def test_what_takes_too_much_loses_its_processes_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """By many files, by one without a name, by very many empty folders."""
    monkeypatch.setattr(disk, "MOST_FILES", 500)
    (tmp_path / "given").write_bytes(b"x" * _MB)
    with running(code, tmp_path) as referee:
        tree = ProcessTree(None, referee.pid)
        with DiskWatch(tmp_path, lambda: tree, 20 * _MB) as watch:
            assert referee.wait(timeout=30) != 0
    assert watch.rang
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) < 21 * _MB


def test_what_only_waits_goes_on(tmp_path: Path) -> None:
    """As the snapshots do that a notebook has left behind; the files go all the same."""
    code = MANY.format(count=40, size=_MB, busy=False) + "time.sleep(0.5); sys.exit(7)"
    with running("import sys" + code, tmp_path) as referee:
        tree = ProcessTree(None, referee.pid)
        with DiskWatch(tmp_path, lambda: tree, 20 * _MB) as watch:
            referee.wait(timeout=30)
            watch.look()
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) < 21 * _MB


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    """A folder may become one between a look and the removal."""
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "player"
    elsewhere.mkdir()
    (elsewhere / "grades.csv").write_bytes(b"x" * _MB)
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "mine").write_bytes(b"x" * _MB)
    (folder / "b").symlink_to(elsewhere)
    files = [(str(folder / "b" / "grades.csv"), _MB), (str(folder / "a" / "mine"), _MB)]
    disk.make_room(folder, files, 0)
    assert (elsewhere / "grades.csv").exists()
    assert not (folder / "a" / "mine").exists()


def test_what_keeps_to_it_is_left_alone(tmp_path: Path) -> None:
    """What was there before does not count."""
    (tmp_path / "given").write_bytes(b"x" * 30 * _MB)
    with running(MANY.format(count=10, size=_MB, busy=False), tmp_path) as referee:
        tree = ProcessTree(None, referee.pid)
        with DiskWatch(tmp_path, lambda: tree, 20 * _MB) as watch:
            assert referee.wait(timeout=30) == 0
            watch.look()
    assert not watch.rang
    assert len(list(tmp_path.iterdir())) == 11


def test_a_small_disk_is_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of what is free, however much the lab allows."""
    monkeypatch.setattr(disk, "free_bytes", lambda folder: 100 * _MB)
    watch = DiskWatch(tmp_path, lambda: ProcessTree(None, 0), 1000 * _MB)
    assert watch.limit == 50 * _MB


def test_who_meets_a_disk_that_a_neighbour_has_filled_copies_again(tmp_path: Path) -> None:
    given, own = tmp_path / "given", tmp_path / "own"
    for folder in (given, own):
        folder.mkdir()
    (given / "helper.py").write_text("FACTOR = 2", encoding="utf-8")
    (own / "helper.py").symlink_to("/dev/full")
    room = threading.Timer(0.3, (own / "helper.py").unlink)
    room.start()
    copy_given(given, own)
    room.join()
    assert (own / "helper.py").read_text(encoding="utf-8") == "FACTOR = 2"
