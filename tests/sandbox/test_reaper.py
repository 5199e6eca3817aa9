"""Nothing that a player started outlives it: real processes that try to."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.sandbox.players import become, fork, needs_root
from tests.support.waiting import until
from torchgrade.sandbox.processes import proc, reaper
from torchgrade.sandbox.processes.meter import memory_of
from torchgrade.sandbox.processes.process_tree import descendants

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and subreapers")

# Nobody else's, nor that of the same tests in another process.
UID = 2_000_000 + os.getpid() % 1_000_000


def in_child(action: Callable[[], Any]) -> None:
    """Do something in a process of its own, as a subreaper stays one; a failure there is one."""
    assert os.waitstatus_to_exitcode(os.waitpid(fork(action), 0)[1]) == 0


def alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder where every uid may write."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o1777)
    yield folder
    shutil.rmtree(folder)


def daemon(note: Path) -> None:
    """Leave a process that no parent, session or group leads to and that ignores signals."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            note.with_suffix(".new").write_text(str(os.getpid()))
            note.with_suffix(".new").rename(note)
            time.sleep(120)
        os._exit(0)
    os.wait()


def noted(note: Path) -> int:
    until(note.exists)
    return int(note.read_text())


# Forks, ends, and lets its child go on, so that no list of processes stays true for long; says in
# a file that it lives. After ten seconds it gives up, lest a failing test leaves it behind.
CHAIN = """
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
int main(int argc, char **argv) {
    int file = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0666);
    time_t start = time(0);
    while (time(0) < start + 10) {
        if (fork() != 0) _exit(0);
        setsid();
        if (write(file, "x", 1) != 1) _exit(1);
        nanosleep(&(struct timespec){0, 300000}, 0);
    }
}
"""


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if shutil.which("gcc") is None:
        pytest.skip("there is no C compiler")
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    (folder / "chain.c").write_text(CHAIN)
    subprocess.run(["gcc", "-o", folder / "chain", folder / "chain.c"], check=True)
    folder.chmod(0o755)
    yield str(folder / "chain")
    shutil.rmtree(folder)


def beats(note: Path) -> bool:
    before = note.stat().st_size if note.exists() else 0
    time.sleep(0.1)
    return note.exists() and note.stat().st_size > before


# By uid.


@needs_root
def test_daemons_of_a_uid_end_and_others_live_on(shared: Path) -> None:
    def player() -> None:
        become(UID)
        daemon(shared / "daemon")
        time.sleep(120)

    bystander = fork(lambda: (become(UID + 1), time.sleep(120)))
    pid = fork(player)
    left = noted(shared / "daemon")
    reaper.end_uid(UID)
    assert not alive(left)
    assert not alive(pid)
    assert alive(bystander)
    reaper.end_uid(UID + 1)
    for child in (pid, bystander):
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


@needs_root
def test_a_stopped_process_and_one_that_forks_without_end_end_by_uid(
    chain: str, shared: Path
) -> None:
    def player() -> None:
        become(UID)
        if os.fork() == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
        os.execv(chain, [chain, str(shared / "note")])

    pid = fork(player)
    until(lambda: beats(shared / "note"))
    reaper.end_uid(UID)
    os.waitpid(pid, 0)
    assert not beats(shared / "note")
    assert proc.processes_of(UID) == []


@needs_root
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_player_that_signals_its_whole_uid_does_not_stop_the_helper(
    number: signal.Signals,
) -> None:
    def attack() -> None:
        become(UID)
        while True:
            with contextlib.suppress(OSError):
                os.kill(-1, number)

    pid = fork(attack)
    until(lambda: proc.processes_of(UID))
    reaper.end_uid(UID)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL


@needs_root
@pytest.mark.parametrize("name", [b"first", b"\xff\xfe) S 1", b"a\x0b(b\n"])
def test_a_process_whose_first_thread_has_ended_is_alive_and_ends(
    name: bytes, shared: Path
) -> None:
    """Its state reads as a zombie's; and its name may be of any bytes."""

    def player() -> None:
        become(UID)
        ctypes.CDLL(None).prctl(15, name, 0, 0, 0)
        threading.Thread(target=time.sleep, args=(120,)).start()
        (shared / "ready").touch()
        ctypes.CDLL(None).pthread_exit(None)

    pid = fork(player)
    until(lambda: b") Z " in Path(f"/proc/{pid}/stat").read_bytes())
    assert proc.processes_of(UID) == [pid]
    reaper.end_uid(UID)
    assert proc.processes_of(UID) == []
    os.waitpid(pid, 0)


@needs_root
def test_graders_that_end_their_players_at_once_do_not_end_each_other() -> None:
    def grader(uid: int) -> None:
        for _ in range(300):
            reaper.end_uid(uid)

    graders = [fork(partial(grader, UID + 1 + number)) for number in range(3)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in graders]
    assert ends == [0, 0, 0]


@needs_root
def test_threads_beside_the_one_that_ends_a_uid_stay_root() -> None:
    def player() -> None:
        become(UID)
        time.sleep(120)

    def grader() -> None:
        seen, stop = set(), threading.Event()

        def look() -> None:
            while not stop.is_set():
                seen.add(os.getresuid())

        looking = threading.Thread(target=look)
        looking.start()
        for _ in range(20):
            pid = fork(player)
            until(lambda pid=pid: os.stat(f"/proc/{pid}").st_uid == UID)
            reaper.end_uid(UID)
            os.waitpid(pid, 0)
        stop.set()
        looking.join()
        assert seen == {(0, 0, 0)}, seen

    in_child(grader)


def test_neither_root_nor_the_caller_is_ended_by_uid() -> None:
    for uid in {0, os.getuid()}:
        with pytest.raises(ValueError, match="is no player's"):
            reaper.end_uid(uid)


# By descent.


def test_daemons_end_with_their_subreaper_and_kept_ones_do_not(shared: Path) -> None:
    def grader() -> None:
        assert reaper.become_subreaper()

        def kept() -> None:
            if os.fork() == 0:
                (shared / "kept_child").write_text(str(os.getpid()))
            time.sleep(120)

        def player() -> None:
            daemon(shared / "daemon")
            time.sleep(120)

        stays, ends = fork(kept), fork(player)
        left = noted(shared / "daemon")
        child = int(
            until(lambda: (shared / "kept_child").exists() and (shared / "kept_child").read_text())
        )
        reaper.end_children(keep=[stays])
        assert not psutil.pid_exists(left)  # and reaped
        assert not psutil.pid_exists(ends)
        assert alive(stays)
        assert alive(child)
        reaper.end_children()
        assert not psutil.pid_exists(stays)
        assert not psutil.pid_exists(child)
        assert psutil.Process().children(recursive=True) == []

    in_child(grader)


def test_a_chain_of_forks_ends_with_its_subreaper(chain: str, shared: Path) -> None:
    def grader() -> None:
        reaper.become_subreaper()
        for name in "ab":
            fork(lambda: os.execv(chain, [chain, str(shared / name)]))  # noqa: B023 (at once)
        until(lambda: beats(shared / "a") and beats(shared / "b"))
        reaper.end_children()
        assert not beats(shared / "a")
        assert not beats(shared / "b")

    in_child(grader)


def test_many_children_of_children_end_by_descent() -> None:
    def grader() -> None:
        reaper.become_subreaper()

        def breed() -> None:
            for _ in range(5):
                os.fork()
            time.sleep(120)

        fork(breed)
        until(lambda: len(psutil.Process().children(recursive=True)) == 32)
        reaper.end_children()
        assert psutil.Process().children(recursive=True) == []

    in_child(grader)


def test_an_orphan_goes_to_a_subreaper(shared: Path) -> None:
    def grader() -> None:
        assert reaper.become_subreaper()
        starter = fork(lambda: daemon(shared / "daemon"))
        os.waitpid(starter, 0)
        left = noted(shared / "daemon")
        until(lambda: psutil.Process(left).ppid() == os.getpid())
        os.kill(left, signal.SIGKILL)

    in_child(grader)


def test_what_a_dead_fork_server_leaves_ends_and_the_callers_own_children_do_not(
    shared: Path,
) -> None:
    """A player has given up to gain privileges for good: that tells its orphans from others."""

    def server() -> None:
        def player() -> None:
            ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
            daemon(shared / "daemon")
            time.sleep(120)

        fork(player)
        time.sleep(120)

    def grader() -> None:
        assert reaper.become_subreaper()
        own, started = fork(lambda: time.sleep(120)), fork(server)
        left = noted(shared / "daemon")
        os.kill(started, signal.SIGKILL)
        os.waitpid(started, 0)
        until(lambda: psutil.Process(left).ppid() in (os.getpid(), *descendants(os.getpid())))
        reaper.end_adopted()
        assert not psutil.pid_exists(left)
        assert alive(own)
        assert [child.pid for child in psutil.Process().children(recursive=True)] == [own]
        os.kill(own, signal.SIGKILL)

    in_child(grader)


# Memory.


SIZE = 64 << 20


def hold(ready: Path) -> None:
    block = bytearray(os.urandom(1 << 20) * (SIZE >> 20))
    for _ in range(3):
        if os.fork() == 0:
            break  # shares the block
    ready.with_name(f"{ready.name}{os.getpid()}").touch()
    time.sleep(120)
    del block


def own_memory() -> int:
    """What the forks share with this process counts, too; once."""
    return int(psutil.Process().memory_info().rss)


def test_memory_that_forks_share_counts_once(shared: Path) -> None:
    pid = fork(lambda: hold(shared / "ready"))
    until(lambda: len(list(shared.glob("ready*"))) == 4)
    found = memory_of(root=pid)
    reaper.end_children(
        keep=[child.pid for child in psutil.Process().children() if child.pid != pid]
    )
    assert 0.9 * SIZE < found < 2 * SIZE + own_memory()
    assert memory_of(root=pid) == 0


@needs_root
def test_memory_of_a_uid_is_that_of_all_its_processes(shared: Path) -> None:
    def player() -> None:
        become(UID)
        hold(shared / "ready")

    pid = fork(player)
    until(lambda: len(list(shared.glob("ready*"))) == 4)
    found = memory_of(uid=UID)
    reaper.end_uid(UID)
    os.waitpid(pid, 0)
    assert 0.9 * SIZE < found < 2 * SIZE + own_memory()
    assert memory_of(uid=UID) == 0


def test_memory_of_a_closed_process_is_still_estimated(shared: Path) -> None:
    def closed() -> None:
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
        hold(shared / "ready")

    def grader() -> None:
        if os.getuid() == 0:
            become(UID)
        reaper.become_subreaper()
        pid = fork(closed)
        until(lambda: len(list(shared.glob("ready*"))) == 4)
        found = memory_of(root=pid)
        reaper.end_children()
        assert found > 0.9 * SIZE

    in_child(grader)


# Files.


@needs_root
def test_left_files_of_a_uid_go_and_no_others(shared: Path) -> None:
    kept = shared / "kept"
    kept.mkdir()
    (kept / "file").write_text("mine")

    def player() -> None:
        become(UID)
        (shared / "file").write_text("x")
        (shared / "folder/deep").mkdir(parents=True)
        (shared / "folder/deep/file").write_text("x")
        (shared / "folder/link").symlink_to(kept)
        (shared / "link").symlink_to(kept)
        os.chdir(shared)
        for _ in range(1500):  # deeper than a path can be long, and than recursion goes
            os.mkdir("down")
            os.chdir("down")

    old = shared / "old"
    old.write_text("somebody's, who had this uid before")
    os.chown(old, UID, UID)
    time.sleep(0.05)  # a file's time is up to 10 ms behind
    since = time.time()
    time.sleep(0.05)
    in_child(player)
    shm = Path(f"/dev/shm/tg{UID}")
    shm.write_text("x")
    os.chown(shm, UID, UID)
    removed = reaper.remove_left_files(UID, since, [shared, Path("/dev/shm"), Path("/nowhere")])
    names = sorted(path.name for path in removed)
    assert names == ["down", "file", "folder", "link", f"tg{UID}"]
    assert sorted(os.listdir(shared)) == ["kept", "old"]
    assert (kept / "file").read_text() == "mine"
