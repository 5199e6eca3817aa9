"""Tries every place where two players, or a player and a service, could meet without a file.

class: read
where: start
"""

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

libc = ctypes.CDLL(None, use_errno=True)


def won(what):
    print(f"redteam-win: {what}")


def attempt(what, action, *arguments):
    try:
        if action(*arguments) != -1:
            won(what)
    except (OSError, ValueError):
        pass


def leave_elsewhere(folder):
    path = Path(folder) / f"redteam-mark-{os.getpid()}"
    path.write_text("x")
    path.unlink()


for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, 40, 17):
    for kind in (1, 2, 3, 5):
        attempt("a socket", socket.socket, family, kind)
for kind in (2, 3):
    attempt("a pair of datagrams", socket.socketpair, socket.AF_UNIX, kind)
for kind in (1, 5):
    here, there = socket.socketpair(socket.AF_UNIX, kind)
    attempt("a name", here.bind, "\0redteam-mark")
    attempt("a path", here.bind, "redteam-mark.sock")
    attempt("a line", here.connect, "/run/redteam-mark")
    attempt("ears", here.listen)
for what, call in {
    "a queue": lambda: libc.msgget(7777, 0o1666),
    "semaphores": lambda: libc.semget(7777, 1, 0o1666),
    "memory": lambda: libc.shmget(7777, 4096, 0o1666),
    "a queue with a name": lambda: libc.mq_open(b"/redteam-mark", 0o102, 0o666, None),
    "memory without a file": lambda: os.memfd_create("redteam-mark"),
    "events": lambda: libc.inotify_init1(0),
    "events of all": lambda: libc.fanotify_init(0, 0),
    "cached pages": lambda: libc.syscall(451, 0, b"\0" * 16, b"\0" * 40, 0),
    "others' processors": lambda: len(os.sched_getaffinity(os.getppid())),
    "others' order": lambda: os.getpriority(os.PRIO_PROCESS, os.getppid()),
    "others' limits": lambda: libc.prlimit(os.getppid(), 0, None, b"\0" * 16),
}.items():
    attempt(what, call)
with open(os.__file__) as common:
    for number in (1024, 1025, 1026, 8, 10):
        attempt("a lease or a notice", fcntl.fcntl, common, number, 1)
    free = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
    if fcntl.fcntl(common, fcntl.F_GETLK, free) != free:
        won("a look at others' locks")
for folder in ("/", "/tmp", "/var/tmp", "/run", "/run/lock", "/var/lock", "/home", "/mnt", "/etc"):
    attempt(f"a place in {folder}", leave_elsewhere, folder)
