"""Which system calls a player is refused."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import resource
import shutil
import socket
import struct
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.players import (
    UID,
    Players,
    call,
    needs_seccomp,
    outcome,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


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
def test_nobody_is_told_of_other_processes_mounts_and_files(
    players: Players, neighbour: int, open_folder: Path
) -> None:
    """A descriptor of any process tells whose it is, its parent's number and how it ended."""
    zero, size = ctypes.c_ulong(0), ctypes.c_ulong(24)
    held, path = ctypes.create_string_buffer(4096), str(open_folder / "secret.txt").encode()

    def attempt() -> list[int]:
        return [
            call("syscall", 434, neighbour, 0),  # pidfd_open
            call("syscall", 457, held, held, size, 0),  # statmount
            call("syscall", 458, held, held, size, 0),  # listmount
            call("syscall", 468, -100, path, held, size, zero),  # file_getattr
            call("syscall", 469, -100, path, held, size, zero),  # file_setattr
        ]

    assert players.do(attempt) == [errno.ENOSYS] * 5


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
