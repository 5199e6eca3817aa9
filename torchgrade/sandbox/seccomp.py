"""seccomp: restricts which system calls a process may make.

See seccomp(2); libseccomp compiles the filters (seccomp_rule_add(3)).
"""

from __future__ import annotations

import ctypes
import errno
import socket
import struct
import sys
import tempfile
import termios
from collections.abc import Callable
from typing import Any

from torchgrade.sandbox.syscalls import prctl

__all__ = ["load", "program", "program_of_referee"]

_GET_SECCOMP, _SET_SECCOMP = 21, 22

# Calls that reach other processes, the kernel's state, or another view of the file system.
_BEYOND = """
    ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_getfd kcmp
    mount umount umount2 move_mount open_tree open_tree_attr fsopen fsconfig fsmount fspick
    mount_setattr pivot_root chroot unshare setns bpf perf_event_open userfaultfd
    io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key
    kexec_load kexec_file_load init_module finit_module delete_module create_module
    open_by_handle_at name_to_handle_at swapon swapoff reboot acct quotactl quotactl_fd
    settimeofday clock_settime clock_settime64 clock_adjtime clock_adjtime64 adjtimex stime
    syslog sethostname setdomainname vhangup iopl ioperm modify_ldt nfsservctl lookup_dcookie
    migrate_pages move_pages
""".split()  # noqa: SIM905
# Channels between two players: sockets (except socketpair), memory without a file, the kernel's
# queues and semaphores, events of files that both may read.
_DENIED = """
    socket connect bind listen accept accept4
    shmget shmat shmctl shmdt msgget msgsnd msgrcv msgctl semget semop semtimedop semctl
    mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr
    inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark cachestat
""".split()  # noqa: SIM905
# Libraries work without these: memory without a file, or in a pipe; calls that refer to any
# process, and tell its owner and how it ends; calls that describe mounts and files by any path.
_MISSING = """
    memfd_create memfd_secret vmsplice pidfd_open statmount listmount file_getattr file_setattr
""".split()  # noqa: SIM905
# These silently do nothing, as libraries can't work without them: a lock that two players request
# would tell one about the other.
_IGNORED = ["flock"]
# So do queries for locks, F_GETLK and F_OFD_GETLK: callers find their own argument, a lock held by
# another, so SQLite takes a journal for one in use. And locks of parts of a file, of which the
# kernel would keep any number: F_SETLK, F_SETLKW, F_OFD_SETLK(W).
_IGNORED_OF_FCNTL = (5, 36, 6, 7, 37, 38)
# Leases and notifications about others, signals to others: F_SETLEASE, F_GETLEASE, F_NOTIFY,
# F_SETOWN, F_SETSIG, F_SETOWN_EX.
_DENIED_OF_FCNTL = (1024, 1025, 1026, 8, 10, 15)
# Typing into a terminal: TIOCSTI, TIOCLINUX; signals to others: FIOSETOWN, SIOCSPGRP.
_DENIED_OF_IOCTL = (termios.TIOCSTI, 0x541C, 0x8901, 0x8902)
# Only allowed for the process itself (0): (name, number of the argument).
_OWN = (
    ("prlimit64", 0),
    ("sched_setaffinity", 0),
    ("sched_getaffinity", 0),
    ("sched_setscheduler", 0),
    ("sched_getscheduler", 0),
    ("sched_setparam", 0),
    ("sched_getparam", 0),
    ("sched_setattr", 0),
    ("sched_getattr", 0),
    ("sched_rr_get_interval", 0),
    ("setpriority", 1),
    ("getpriority", 1),
    ("ioprio_set", 1),
    ("ioprio_get", 1),
)

# Landlock does not cover these, while file modes would with another uid.
_DENIED_ORDINARY = """
    chown lchown fchown fchownat setxattr lsetxattr fsetxattr setxattrat
    removexattr lremovexattr fremovexattr removexattrat
""".split()  # noqa: SIM905
# As above; shutil.copy would fail otherwise.
_IGNORED_ORDINARY = """
    chmod fchmod fchmodat fchmodat2 utime utimes futimesat utimensat utimensat_time64
""".split()  # noqa: SIM905

# Too new for some libseccomp; numbers from 424 on are the same on every architecture.
_NEW = {
    "process_madvise": 440,
    "quotactl_fd": 443,
    "pidfd_open": 434,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "cachestat": 451,
    "fchmodat2": 452,
    "statmount": 457,
    "listmount": 458,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_getattr": 468,
    "file_setattr": 469,
}
_KINDS = tuple(kind for kind in range(16) if kind not in (1, 5))  # SOCK_STREAM, SOCK_SEQPACKET
_CLONE_NEW = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)


def program(own_uid: bool) -> bytes:
    """Compile the filter for a player with or without its own uid.

    Raises:
        ImportError, OSError, RuntimeError: there is no pyseccomp, libseccomp, or seccomp.
    """
    rules, on, deny = _filter()
    import pyseccomp as sc

    # The kernel reads 32 bits of these, a filter 64: compare with masks.
    int32 = 0xFFFFFFFF
    nothing, missing = sc.ERRNO(0), sc.ERRNO(errno.ENOSYS)
    for name in _BEYOND + _DENIED + _DENIED_ORDINARY * (not own_uid):
        on(deny, name)
    for name in _IGNORED + _IGNORED_ORDINARY * (not own_uid):
        on(nothing, name)
    for name in _MISSING:
        on(missing, name)
    on(missing, "clone3")  # a filter can't see its flags; libc falls back to clone
    for flag in _CLONE_NEW:
        on(deny, "clone", sc.Arg(0, sc.MASKED_EQ, flag, flag))
    # The kernel gives each session a share of the processors, and a player is one. setsid silently
    # does nothing, since programs that call it as a habit would fail otherwise.
    on(nothing, "setsid")
    # Data waiting in a socket is memory, which stays within the kernel's default bound.
    size = sc.Arg(2, sc.MASKED_EQ, int32, socket.SO_SNDBUF)
    on(nothing, "setsockopt", sc.Arg(1, sc.MASKED_EQ, int32, socket.SOL_SOCKET), size)
    for command in _IGNORED_OF_FCNTL:
        on(nothing, "fcntl", sc.Arg(1, sc.MASKED_EQ, int32, command))
    for command in _DENIED_OF_FCNTL:
        on(deny, "fcntl", sc.Arg(1, sc.MASKED_EQ, int32, command))
    for command in _DENIED_OF_IOCTL:
        on(deny, "ioctl", sc.Arg(1, sc.MASKED_EQ, int32, command))
    for name, argument in _OWN:
        on(deny, name, sc.Arg(argument, sc.NE, 0))
    # Each of a pair of datagram sockets can send to any address; SOCK_RAW is another name for it.
    on(deny, "socketpair", sc.Arg(0, sc.NE, 1))
    for kind in _KINDS:
        on(deny, "socketpair", sc.Arg(1, sc.MASKED_EQ, 0xF, kind))
    return _exported(rules)


def program_of_referee() -> bytes:
    """Compile the filter for a referee, which may also only reach its own processes.

    Raises:
        ImportError, OSError, RuntimeError: there is no pyseccomp, libseccomp, or seccomp.
    """
    rules, on, deny = _filter()
    for name in _BEYOND:
        on(deny, name)
    return _exported(rules)


def _filter() -> tuple[Any, Callable[..., None], int]:
    """Make an empty filter; return it, a function that adds a rule, and the action that refuses."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, f"on {sys.platform}")
    prctl(_GET_SECCOMP)
    import pyseccomp as sc

    rules = sc.SyscallFilter(sc.ALLOW)
    # System calls of a 32-bit program have other numbers.
    rules.set_attr(sc.Attr.ACT_BADARCH, sc.KILL_PROCESS)

    def on(action: int, name: str, *conditions: Any) -> None:
        number = sc.resolve_syscall(sc.Arch.NATIVE, name)
        number = _NEW.get(name, -1) if number == -1 else number
        if number != -1:
            rules.add_rule(action, number, *conditions)

    return rules, on, sc.ERRNO(errno.EPERM)


def _exported(rules: Any) -> bytes:
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def load(compiled: bytes) -> None:
    """Permanently apply a filter to this process and its children; needs no_new_privs."""
    code = ctypes.create_string_buffer(compiled, len(compiled))
    fprog = ctypes.create_string_buffer(
        struct.pack("@HP", len(compiled) // 8, ctypes.addressof(code))
    )
    prctl(_SET_SECCOMP, 2, ctypes.addressof(fprog))
