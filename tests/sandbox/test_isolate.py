"""What a player can't do, and what it still can: real processes, real signals."""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.players import (
    UID,
    Players,
    become,
    fork,
    landlock_version,
    make_folder,
    needs_landlock,
    needs_mounts,
    needs_root,
    needs_seccomp,
    read_all,
)
from torchgrade.sandbox import isolate, landlock, mounts, seccomp
from torchgrade.sandbox.isolate import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")

REPOSITORY = Path(__file__).parents[2]
LIBC = ctypes.CDLL(None, use_errno=True)
HAVE_CODE = os.getuid() != 0 or not [
    folder for folder in Path(sys.base_prefix).parents if not folder.stat().st_mode & 1
]


REFUSED = {"PermissionError", "FileNotFoundError", "OSError"}
"""Closed by Landlock or a mode, hidden by a mount, read-only."""


@pytest.fixture(autouse=True)
def _prepared() -> None:
    isolate.prepare()


@pytest.fixture(params=[pytest.param("root", marks=needs_root), "ordinary user"])
def players(request: pytest.FixtureRequest) -> Iterator[Players]:
    """Players of a grader that is root, and of one that is not."""
    for folder in make_folder():
        yield Players(UID if request.param == "root" else None, folder)


@pytest.fixture
def own_uid() -> Iterator[Players]:
    for folder in make_folder():
        yield Players(UID, folder)


@pytest.fixture
def ordinary() -> Iterator[Players]:
    for folder in make_folder():
        yield Players(None, folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder outside, of the player's own uid, that everybody may use."""
    for folder in make_folder():
        (folder / "secret.txt").write_text("hidden test")
        (folder / "secret.txt").chmod(0o666)
        folder.chmod(0o777)
        yield folder


@pytest.fixture
def neighbour() -> Iterator[int]:
    """Another process of the player's uid."""
    pid = fork(lambda: (become(UID), LIBC.prctl(4, 1), time.sleep(120)))
    time.sleep(0.1)
    yield pid
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def outcome(action: Callable[..., Any], *args: Any) -> str:
    """Say how an action ends, as the name of an OSError or "done"."""
    try:
        action(*args)
    except OSError as error:
        return type(error).__name__
    return "done"


def call(function: str, *args: Any) -> int:
    """Return the errno of a function of libc, 0 if it worked."""
    ctypes.set_errno(0)
    return ctypes.get_errno() if getattr(LIBC, function)(*args) == -1 else 0


def read(path: str) -> None:
    with open(path, "rb") as file:
        file.read(1)


# What is on.


@needs_landlock(6)
@needs_seccomp
def test_every_layer_is_on_and_named(players: Players) -> None:
    players.do(lambda: None)
    expected = {"session", "descriptors", "environment", "rlimits", "no-new-privs", "seccomp"}
    assert expected < set(players.layers)
    assert f"landlock {landlock_version()}" in players.layers
    if players.uid is not None:
        assert f"uid {UID}" in players.layers
        assert isolate.missing(players.layers) == []
    else:
        no_uid, *closed = isolate.missing(players.layers)
        assert no_uid == "no uid: the grader is not root"
        if HAVE_CODE:
            assert not closed
        else:  # these players come from root, and are given no capability
            text = f"no interpreter: uid {UID} may not read "
            assert closed in [[text + str(path)] for path in isolate.prepared.code]


@pytest.mark.parametrize("layer", ["landlock", "seccomp"])
def test_a_layer_that_is_not_there_is_named_and_no_error(
    players: Players, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*args: object) -> None:
        raise OSError(38, "Function not implemented")

    module, probe = {"landlock": (landlock, "version"), "seccomp": (seccomp, "program")}[layer]
    monkeypatch.setattr(module, probe, absent)
    isolate.prepare()
    assert players.do(lambda: 7) == 7
    [text] = [text for text in isolate.missing(players.layers) if layer in text]
    assert text.startswith(f"no {layer}: ")
    assert "Function not implemented" in text


@needs_root
@pytest.mark.skipif(HAVE_CODE, reason="every uid can read this interpreter")
def test_without_landlock_nothing_is_kept_that_reads_all_files(
    own_uid: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> int:
        raise OSError(38, "no")

    monkeypatch.setattr(landlock, "version", absent)
    monkeypatch.setattr(mounts, "why_not", lambda: "not permitted")
    isolate.prepare()
    assert own_uid.do(lambda: outcome(read, "/etc/shadow")) == "PermissionError"
    assert "capabilities: none" in own_uid.layers
    assert any(text.startswith("no interpreter: ") for text in isolate.missing(own_uid.layers))


@needs_root
@needs_mounts
def test_with_mounts_the_interpreter_is_read_and_its_closed_folder_is_not(
    own_uid: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> int:
        raise OSError(38, "no")

    def look() -> list[Any]:
        code = [os.listdir(path) != [] for path in map(str, isolate.prepared.code)]
        return [all(code), os.listdir("/home"), os.listdir("/run"), os.listdir("/dev/shm")]

    monkeypatch.setattr(landlock, "version", absent)
    isolate.prepare()
    whole = [path for path in isolate.prepared.code if path.is_dir()]
    monkeypatch.setattr(isolate, "prepared", replace(isolate.prepared, code=tuple(whole)))
    code, home, run, shm = own_uid.do(look)
    assert code
    assert (run, shm) == ([], [])
    assert len(home) <= 1  # what leads to the interpreter, or to this checkout
    assert "capabilities: none" in own_uid.layers


@needs_root
@needs_mounts
def test_without_landlock_what_is_closed_is_shut_by_mounts(
    own_uid: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolate, "prepared", replace(isolate.prepared, landlock=0))
    place = Path(tempfile.mkdtemp(dir="/var"))
    try:
        place.chmod(0o777)
        (place / "tests").mkdir(mode=0o777)
        for name in ("tests/q1.py", "lab.zip"):
            (place / name).write_text("hidden test")
            (place / name).chmod(0o666)
        closed = (place / "tests", place / "lab.zip", place / "nowhere")

        def look() -> list[str]:
            files = [outcome(read, str(place / name)) for name in ("tests/q1.py", "lab.zip")]
            return [*files, outcome(os.listdir, place / "tests"), outcome(os.listdir, place)]

        assert own_uid.do(look, own_uid.plan(closed=closed)) == ["PermissionError"] * 3 + ["done"]
        assert "walls" in own_uid.layers
        assert (place / "lab.zip").read_text() == "hidden test"
    finally:
        shutil.rmtree(place)


@needs_root
@needs_mounts
@pytest.mark.parametrize("above", ["/root", "/dev/shm", "/var"])
def test_a_players_folder_may_lie_in_what_is_hidden(own_uid: Players, above: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="tg", dir=above))
    try:
        os.chown(folder, UID, UID)
        (folder / "given.txt").write_text("given")
        (folder / "given.txt").chmod(0o644)
        data = Path(tempfile.mkdtemp(prefix="tg", dir=above)) / "data.txt"
        data.parent.chmod(0o755)
        data.write_text("data")
        data.chmod(0o644)

        def use() -> list[str]:
            Path("own.txt").write_text(Path("given.txt").read_text() + data.read_text())
            return [outcome(os.listdir, above), os.getcwd()]

        player = Players(UID, folder)
        player.do(use, player.plan(readable=(data,)))
        assert (folder / "own.txt").read_text() == "givendata"
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(data.parent)


def test_no_capability_is_left_but_to_read(players: Players) -> None:
    def capabilities() -> dict[str, int]:
        lines = Path("/proc/self/status").read_text().splitlines()
        pairs = [line.split(":") for line in lines if line.startswith("Cap")]
        return {name: int(value, 16) for name, value in pairs if name != "CapBnd"}

    found = players.do(capabilities)
    assert len(found) == 4
    allowed = (0, 1 << 2) if players.uid is not None else (0,)
    assert all(value in allowed for value in found.values()), found


# Reading.


@needs_landlock(1)
def test_a_player_reads_no_file_that_it_was_not_given(players: Players, open_folder: Path) -> None:
    secrets = [
        "/etc/shadow",
        str(open_folder / "secret.txt"),
        str(REPOSITORY / "pyproject.toml"),
        *map(str, sorted((REPOSITORY / "autograder").glob("*/*"))[:2]),
    ]
    folders = ["/", "/root", "/home", "/tmp", "/dev/shm", str(REPOSITORY / "autograder")]

    def look() -> list[str]:
        return [outcome(read, p) for p in secrets] + [outcome(os.listdir, p) for p in folders]

    assert set(players.do(look)) <= REFUSED


@needs_root
def test_of_a_checkout_a_player_reads_what_is_imported_already(own_uid: Players) -> None:
    assert own_uid.do(lambda: outcome(read, str(Path(isolate.__file__)))) == "done"


@needs_landlock(1)
def test_a_player_reads_its_data_and_does_not_write_it(players: Players, open_folder: Path) -> None:
    data = open_folder / "secret.txt"

    def use() -> list[str]:
        return [outcome(read, str(data)), outcome(data.write_text, "x"), outcome(data.unlink)]

    answer = players.do(use, players.plan(readable=(data,)))
    assert answer[0] == "done"
    assert set(answer[1:]) <= REFUSED
    assert data.read_text() == "hidden test"


@needs_landlock(1)
def test_other_processes_in_proc_are_closed(players: Players, neighbour: int) -> None:
    def look() -> list[str]:
        names = ["environ", "mem", "maps", "cmdline", "status", "fd/0"]
        return [
            outcome(os.listdir, "/proc"),
            *(outcome(read, f"/proc/{neighbour}/{name}") for name in names),
            *(outcome(read, f"/proc/{os.getppid()}/{name}") for name in names),
        ]

    assert set(players.do(look)) == {"PermissionError"}


# Writing.


@needs_landlock(3)
def test_a_player_writes_its_folder_only(players: Players, open_folder: Path) -> None:
    secret = open_folder / "secret.txt"
    places = [open_folder, Path("/tmp"), Path("/var/tmp")]

    def write() -> list[str]:
        Path("own.txt").write_text("mine")
        os.mkdir("sub")
        os.rename("own.txt", "sub/own.txt")
        os.link("sub/own.txt", "again.txt")
        return [
            *(outcome((place / f"tg{UID}").write_text, "x") for place in places),
            *(outcome(os.mkdir, place / f"tg{UID}") for place in places),
            outcome(os.truncate, secret, 0),
            outcome(os.unlink, secret),
            outcome(os.symlink, "/", open_folder / "link"),
        ]

    assert set(players.do(write)) <= REFUSED
    assert secret.read_text() == "hidden test"
    assert (players.folder / "again.txt").read_text() == "mine"


@needs_seccomp
def test_modes_of_a_users_other_files_stay(ordinary: Players, open_folder: Path) -> None:
    secret = open_folder / "secret.txt"
    if os.getuid() == 0:
        os.chown(secret, UID, UID)

    def change() -> None:
        os.chmod(secret, 0)
        os.utime(secret, (0, 0))
        Path("a.txt").write_text("a")
        shutil.copy2("a.txt", "b.txt")

    ordinary.do(change)
    assert secret.stat().st_mode & 0o777 == 0o666
    assert secret.stat().st_mtime > 0
    assert (ordinary.folder / "b.txt").read_text() == "a"


@needs_root
@needs_mounts
@pytest.mark.parametrize("with_landlock", [True, False])
def test_what_a_player_leaves_where_everybody_may_write_no_other_finds(
    own_uid: Players, with_landlock: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [Path("/dev/shm"), Path("/tmp"), Path("/var/tmp")]
    open_to_all = Path(tempfile.mkdtemp(dir="/var"))
    open_to_all.chmod(0o777)
    if not with_landlock:
        monkeypatch.setattr(isolate, "prepared", replace(isolate.prepared, landlock=0))

    def leave() -> list[str]:
        from _multiprocessing import SemLock

        SemLock(1, 1, 1, f"/tg{UID}", False)
        return [outcome((place / f"tg{UID}").write_text, "x") for place in places]

    def find() -> list[Any]:
        found = [outcome(os.stat, place / f"tg{UID}") for place in places]
        return [*found, outcome(os.stat, f"/dev/shm/sem.tg{UID}")]

    try:
        left = own_uid.do(leave)
        assert left == ["done", *[left[1]] * 2]
        assert left[1] == "PermissionError" if with_landlock else "done"
        assert set(own_uid.do(find)) == {"FileNotFoundError"}
        assert not [place for place in places if (place / f"tg{UID}").exists()]
        # What else everybody may write to is read-only, whatever Landlock says.
        assert own_uid.do(lambda: outcome((open_to_all / "x").write_text, "x")) in REFUSED
        assert not list(open_to_all.iterdir())
    finally:
        open_to_all.rmdir()


@needs_root
@needs_mounts
def test_what_a_player_writes_to_memory_is_bounded(own_uid: Players) -> None:
    def fill() -> list[int]:
        sizes = [0, 0]
        try:
            for number in range(64):
                with open(f"/dev/shm/{number}", "wb") as file:
                    sizes[0] += file.write(bytes(1 << 20))
        except OSError:
            pass
        for number in range(64):
            os.path.exists(f"/dev/shm/{number}") and os.unlink(f"/dev/shm/{number}")
        try:
            for number in range(50_000):
                os.close(os.open(f"/dev/shm/n{number}", os.O_CREAT))
                sizes[1] += 1
        except OSError:
            pass
        return sizes

    size, number = own_uid.do(fill, own_uid.plan(limits=Limits(memory=64 << 20)))
    assert size <= mounts.memory_of_files(64 << 20)
    assert 1_000 < number < 20_000


@needs_root
def test_without_the_right_to_mount_a_player_has_no_shared_memory(own_uid: Players) -> None:
    def attempt() -> None:
        header, sets = struct.pack("=Ii", 0x20080522, 0), (ctypes.c_uint32 * 6)()
        LIBC.capget(header, sets)
        for kind in (0, 1):
            sets[kind] &= ~(1 << 21)  # CAP_SYS_ADMIN, which containers usually have not
        assert LIBC.capset(header, sets) == 0
        isolate.prepare()
        answer = own_uid.do(lambda: outcome(Path(f"/dev/shm/tg{UID}").write_text, "x"))
        if landlock_version():
            assert answer == "PermissionError"
        Path(f"/dev/shm/tg{UID}").unlink(missing_ok=True)
        assert "no mounts: Operation not permitted (unshare)" in own_uid.layers
        assert any("num_workers" in layer for layer in own_uid.layers)
        os._exit(7)

    assert os.waitstatus_to_exitcode(os.waitpid(fork(attempt), 0)[1]) == 7


# Other processes.


@needs_landlock(6)
def test_a_player_signals_nobody_outside(players: Players, neighbour: int) -> None:
    def send() -> list[str]:
        child = os.fork()
        if child == 0:
            time.sleep(60)
        answer = [outcome(os.kill, pid, 9) for pid in (neighbour, os.getppid(), child)]
        os.waitpid(child, 0)
        return answer

    assert players.do(send) == ["PermissionError", "PermissionError", "done"]


@needs_seccomp
def test_system_calls_that_no_notebook_needs_are_denied(players: Players, neighbour: int) -> None:
    zero = ctypes.c_ulong(0)
    tiocsti_and_high_bits = ctypes.c_ulong(0x1_0000_5412)

    def attempt() -> list[int]:
        return [
            call("ptrace", 16, neighbour, zero, zero),
            call("process_vm_readv", neighbour, zero, zero, zero, zero, zero),
            call("unshare", 0x10000000),
            call("setns", 0, 0),
            call("mount", b"none", b"/tmp", b"tmpfs", zero, zero),
            call("chroot", b"."),
            call("open_by_handle_at", 0, zero, 0),
            call("syscall", 425, 1, zero),  # io_uring_setup
            call("syscall", 438, 0, 0, 0),  # pidfd_getfd
            call("shmget", 0, 4096, 0o1600),
            call("ioctl", 0, tiocsti_and_high_bits, b"x"),
        ]

    assert players.do(attempt) == [1] * 11  # EPERM


@needs_seccomp
def test_players_can_not_meet_in_the_kernel(players: Players, open_folder: Path) -> None:
    """Locks, leases, notices and events of a file that both may read; queues and semaphores."""
    secret = open_folder / "secret.txt"

    def attempt() -> list[Any]:
        file = os.open(secret, os.O_RDONLY)
        asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
        return [
            [outcome(fcntl.flock, file, fcntl.LOCK_EX | fcntl.LOCK_NB) for _ in range(2)],
            [fcntl.fcntl(file, number, asked) == asked for number in (5, 36)],
            [outcome(fcntl.fcntl, file, number, 0) for number in (1024, 1025, 1026, 8, 10)],
            [outcome(os.memfd_create, "a")],
            [
                call("inotify_init1", 0),
                call("fanotify_init", 0, 0),
                call("msgget", 0, 0o1600),
                call("semget", 0, 1, 0o1600),
                call("mq_open", b"/tg", os.O_CREAT | os.O_RDWR, 0o600, None),
                call("shmctl", 0, 0, None),
            ],
        ]

    holder = os.open(secret, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)  # nothing of it is seen
    locks, asked, notices, memory, queues = players.do(attempt, players.plan(readable=(secret,)))
    os.close(holder)
    assert locks == ["done"] * 2
    assert asked == [True] * 2
    assert notices == ["PermissionError"] * 5
    assert memory == ["OSError"]  # ENOSYS: libraries do without
    assert queues == [1] * 6


@needs_seccomp
@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of x86-64")
def test_no_new_namespace_through_clone(players: Players) -> None:
    def attempt() -> list[int]:
        answer = [call("syscall", 435, 0, 0)]  # clone3
        for flag in (0x10000000, 0x1_4000_0000):  # user; network and a high bit
            answer.append(call("syscall", 56, ctypes.c_ulong(flag | 17), 0, 0, 0, 0))
        return answer

    assert players.do(attempt) == [38, 1, 1]  # ENOSYS, EPERM


@needs_seccomp
def test_another_process_is_not_changed_nor_asked(players: Players, neighbour: int) -> None:
    def change() -> list[str]:
        return [
            outcome(resource.prlimit, neighbour, resource.RLIMIT_CPU),
            outcome(os.sched_getaffinity, neighbour),
            outcome(os.sched_getscheduler, neighbour),
            outcome(os.sched_getparam, neighbour),
            outcome(os.getpriority, os.PRIO_PROCESS, neighbour),
            outcome(os.getpriority, os.PRIO_USER, os.getuid() + 1),
            outcome(resource.prlimit, neighbour, resource.RLIMIT_CPU, (1, 1)),
            outcome(os.sched_setaffinity, neighbour, {0}),
            outcome(os.setpriority, os.PRIO_PROCESS, neighbour, 19),
            outcome(os.sched_setaffinity, 0, {0}),
        ]

    assert players.do(change) == ["PermissionError"] * 9 + ["done"]


# Sockets.


@needs_seccomp
def test_no_socket_is_made_but_a_pair_of_streams(players: Players, open_folder: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as outside:
        outside.bind(f"\0torchgrade-{UID}")
        outside.setblocking(False)

        def attempt() -> list[Any]:
            families = [socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK]
            kinds = [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET]
            made = [outcome(socket.socket, family, kind) for family in families for kind in kinds]
            pairs = {kind: outcome(socket.socketpair, 1, kind) for kind in kinds}
            sent = []
            for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
                one, _other = socket.socketpair(socket.AF_UNIX, kind)
                path = f"\0torchgrade-{UID}"
                sent += [outcome(one.sendto, b"out", path), outcome(one.connect, path)]
                sent += [outcome(one.bind, "here"), outcome(one.listen), outcome(one.accept)]
            return [made, [pairs[kind] for kind in kinds], sent]

        made, pairs, sent = players.do(attempt)
        with pytest.raises(BlockingIOError):
            outside.recv(100)
    assert set(made) == {"PermissionError"}
    assert pairs == ["done", "PermissionError", "PermissionError", "done"]
    assert sent.count("PermissionError") >= 8


def test_a_socketpair_works(players: Players) -> None:
    def talk() -> str:
        a, b = socket.socketpair()
        a.send(b"hello")
        return b.recv(5).decode()

    assert players.do(talk) == "hello"


# Environment, descriptors, session.


def test_the_environment_is_scrubbed_and_its_first_copy_wiped(
    players: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "token")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("TORCHGRADE_DATA", "/data")

    def look() -> list[Any]:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        start, end = int(fields[47]), int(fields[48])
        first = ctypes.string_at(start, end - start) if start else b""
        shown = subprocess.run(["/usr/bin/env"], capture_output=True, text=True, check=True).stdout
        return [dict(os.environ), shown, len(first), any(first), tempfile.gettempdir()]

    environment, shown, size, readable, temporary = players.do(look)
    folder = str(players.folder)
    assert "SECRET" not in environment
    assert "token" not in shown
    assert size > 100
    assert not readable
    assert environment["HOME"] == folder
    assert environment["OMP_NUM_THREADS"] == "1"
    assert environment["TORCHGRADE_DATA"] == "/data"
    assert environment["TORCHGRADE_OFFLINE"] == "1"
    assert temporary == f"{folder}/.tmp"
    for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "XDG_CACHE_HOME"):
        assert environment[name].startswith(folder)


def test_descriptors_are_closed_but_what_is_kept(players: Players, tmp_path: Path) -> None:
    with open(tmp_path / "secret", "w") as secret, socket.socket() as listener:
        opened = {secret.fileno(), listener.fileno()}

        def look() -> list[int]:
            found = []
            for fd in range(256):
                try:
                    os.fstat(fd)
                    found.append(fd)
                except OSError:
                    pass
            assert all(os.path.samestat(os.fstat(fd), os.stat("/dev/null")) for fd in range(3))
            return found

        found = set(players.do(look))
    assert found >= {0, 1, 2}
    assert len(found) == 4  # and the pipe of the answer
    assert not found & opened


def test_a_player_has_its_own_session_folder_and_mask(players: Players) -> None:
    def look() -> list[Any]:
        return [os.getsid(0) == os.getpid(), os.getcwd(), os.umask(0)]

    assert players.do(look) == [True, str(players.folder), 0o077]


def test_a_player_dies_with_its_parent(players: Players) -> None:
    reading, writing = os.pipe()

    def parent() -> None:
        if players.uid is None:
            become(UID)

        def play() -> None:
            isolate.enter(players.plan(), keep={writing})
            os.write(writing, b"on")
            time.sleep(120)

        fork(play)
        os.close(writing)
        assert os.read(reading, 2) == b"on"

    pid = fork(parent)
    os.close(writing)
    os.waitpid(pid, 0)
    assert read_all(reading, 20) == b""  # the last one that could write has ended
    os.close(reading)


# Limits.


def test_too_much_memory_is_a_memory_error(players: Players) -> None:
    def allocate() -> list[Any]:
        some = len(bytearray(64 << 20))
        try:
            return [some, len(bytearray(1 << 30))]
        except MemoryError:
            return [some, "MemoryError"]

    plan = players.plan(limits=Limits(memory=256 << 20))
    assert players.do(allocate, plan) == [64 << 20, "MemoryError"]


def test_a_file_can_be_only_so_large(players: Players) -> None:
    def write() -> str:
        with open("large", "wb") as file:
            return outcome(file.truncate, (1 << 20) + 1)

    assert players.do(write, players.plan(limits=Limits(file_size=1 << 20))) == "OSError"


@needs_root
def test_there_can_be_only_so_many_processes(own_uid: Players) -> None:
    def start() -> int:
        children = []
        try:
            for _ in range(40):
                child = os.fork()
                if child == 0:
                    time.sleep(60)
                    os._exit(0)
                children.append(child)
        except BlockingIOError:
            pass
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
        return len(children)

    started = own_uid.do(start, own_uid.plan(limits=Limits(processes=16)))
    assert 10 <= started <= 15  # what an earlier test's player left counts until it is reaped


def test_too_much_time_of_a_processor_ends_a_player(players: Players) -> None:
    def spin() -> None:
        while True:
            pass

    assert players.do(spin, players.plan(limits=Limits(cpu_seconds=1))) is None
    assert os.WTERMSIG(players.ended) == signal.SIGXCPU


# What a notebook needs.


SCRIPT = """
import os, sys, pathlib, traceback, multiprocessing
import numpy, torch, matplotlib, IPython.core.interactiveshell
from torchgrade.sandbox import landlock, isolate, seccomp

folder, uid, own = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "True"
isolate.prepare()
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
isolate.enter(isolate.Plan(folder, uid if own else None), keep={1, 2})
try:
    print("begin")
    import numpy, torch, torch.nn as nn
    torch.set_num_threads(2)
    x = torch.randn(512, 512, requires_grad=True)
    for _ in range(20):
        nn.Linear(512, 512)(x).sum().backward()
    print("torch", torch.get_num_threads())

    import matplotlib.pyplot as plt
    plt.plot([1, 2]); plt.savefig("figure.png")
    print("matplotlib", os.path.getsize("figure.png") > 1000)

    import subprocess
    command = ["python", "-c", "import sys; print(sys.prefix)"]  # not another Python of the system
    answer = subprocess.run(command, capture_output=True, text=True)
    print("subprocess", answer.stdout.strip() == sys.prefix, answer.stderr)

    import sqlite3
    with sqlite3.connect("a.db") as base:
        base.execute("create table t (a)"); base.execute("insert into t values (1)")
        print("sqlite3", base.execute("select a from t").fetchone())
        other = sqlite3.connect("a.db")  # while a transaction is under way
        print("sqlite3", other.execute("select count(*) from t").fetchone())

    torch.save(nn.Linear(2, 2).state_dict(), "w.pt"); torch.load("w.pt")
    print("save")

    import sklearn.linear_model, threading, concurrent.futures
    sklearn.linear_model.LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    import sklearn.ensemble, sklearn.model_selection
    forest = sklearn.ensemble.RandomForestClassifier(4, n_jobs=2)
    x, y = [[float(n)] for n in range(20)], [0, 1] * 10
    forest.fit(x, y)
    print("jobs", len(sklearn.model_selection.cross_val_score(forest, x, y, n_jobs=2, cv=2)))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print("threads", list(pool.map(abs, [-1, -2])))

    import getpass
    print("user", getpass.getuser())

    if own:
        from torch.utils.data import DataLoader, TensorDataset
        data = TensorDataset(torch.arange(8.0))
        print("loader", sum(float(b.sum()) for (b,) in DataLoader(data, 2, num_workers=2)))
        kept = DataLoader(data, 2, num_workers=2, persistent_workers=True, pin_memory=False)
        print("kept", [sum(float(b.sum()) for (b,) in kept) for _ in range(2)])
        with multiprocessing.Pool(2) as pool:
            print("pool", pool.map(abs, [-1, -2]), pool.map(torch.sum, [torch.ones(3)]))
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            print("executor", list(pool.map(torch.neg, [torch.ones(1)])))
        shared = torch.zeros(2).share_memory_()
        child = multiprocessing.Process(target=shared.add_, args=(1,))
        child.start(), child.join()
        print("shared", shared)
        import asyncio
        print("asyncio", asyncio.run(asyncio.sleep(0.01, "done")))
    print("end")
except BaseException:
    traceback.print_exc()
finally:
    sys.stdout.flush()
    os._exit(0)
"""


def notebook(players: Players) -> list[str]:
    """Run what notebooks do in a player of a fresh process that has imported torch."""
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), players.folder, UID]
    command.append(players.uid is not None)
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=180, check=True
    )
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


EXPECTED = [
    "begin",
    "torch 2",
    "matplotlib True",
    "subprocess True ",
    "sqlite3 (1,)",
    "sqlite3 (0,)",
    "save",
    "jobs 2",
    "threads [1, 2]",
    "user student",
]


@needs_root
def test_what_notebooks_do_works_with_a_uid_of_its_own(own_uid: Players) -> None:
    with_workers = [
        "loader 28.0",
        "kept [28.0, 28.0]",
        "pool [1, 2] [tensor(3.)]",
        "executor [tensor([-1.])]",
        "shared tensor([1., 1.])",
        "asyncio done",
    ]
    assert notebook(own_uid) == [*EXPECTED, *with_workers, "end"]


@pytest.mark.skipif(os.getuid() == 0, reason="root's own player would be no ordinary user's")
def test_what_notebooks_do_works_for_an_ordinary_user(ordinary: Players) -> None:
    assert notebook(ordinary) == [*EXPECTED, "end"]
