"""seccomp: which system calls a process may make."""

from __future__ import annotations

import ctypes
import errno
import struct
import sys
import tempfile
import termios
from typing import Any

from torchgrade.grade.syscalls import prctl

__all__ = ["load", "program"]

_GET_SECCOMP, _SET_SECCOMP = 21, 22

_DENIED = """
    ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_getfd kcmp
    mount umount umount2 move_mount open_tree open_tree_attr fsopen fsconfig fsmount fspick
    mount_setattr pivot_root chroot unshare setns bpf perf_event_open userfaultfd
    io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key
    kexec_load kexec_file_load init_module finit_module delete_module create_module
    open_by_handle_at name_to_handle_at swapon swapoff reboot acct quotactl quotactl_fd
    settimeofday clock_settime clock_settime64 clock_adjtime clock_adjtime64 adjtimex stime
    syslog sethostname setdomainname vhangup iopl ioperm modify_ldt nfsservctl lookup_dcookie
    fanotify_init inotify_add_watch migrate_pages move_pages
    shmget msgget semget mq_open
""".split()  # noqa: SIM905

# Landlock says nothing about these, and another user's file modes would.
_DENIED_ORDINARY = """
    connect chown lchown fchown fchownat setxattr lsetxattr fsetxattr setxattrat
    removexattr lremovexattr fremovexattr removexattrat
""".split()  # noqa: SIM905
# Nothing happens and nobody is told, as shutil.copy would fail otherwise.
_IGNORED_ORDINARY = """
    chmod fchmod fchmodat fchmodat2 utime utimes futimesat utimensat utimensat_time64
""".split()  # noqa: SIM905
# Of itself (0) only, where other processes have the same uid: (name, number of the argument).
_OWN_ORDINARY = (
    ("prlimit64", 0),
    ("sched_setaffinity", 0),
    ("sched_setscheduler", 0),
    ("sched_setparam", 0),
    ("sched_setattr", 0),
    ("setpriority", 1),
    ("ioprio_set", 1),
)

# Too new for some libseccomp; numbers from 424 on are the same on every architecture.
_NEW = {
    "process_madvise": 440,
    "quotactl_fd": 443,
    "process_mrelease": 448,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
}
_CLONE_NEW = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)


def program(own_uid: bool) -> bytes:
    """Compile the filter, for a player with a uid of its own or for one without.

    Raises:
        ImportError, OSError, RuntimeError: there is no pyseccomp, libseccomp, or seccomp.
    """
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, f"on {sys.platform}")
    prctl(_GET_SECCOMP)
    import pyseccomp as sc

    rules = sc.SyscallFilter(sc.ALLOW)
    # Calls of a 32-bit program would have other numbers.
    rules.set_attr(sc.Attr.ACT_BADARCH, sc.KILL_PROCESS)

    def on(action: int, name: str, *conditions: Any) -> None:
        number = sc.resolve_syscall(sc.Arch.NATIVE, name)
        number = _NEW.get(name, -1) if number == -1 else number
        if number != -1:
            rules.add_rule(action, number, *conditions)

    # The kernel looks at 32 bits of these, a filter at 64: compare with masks.
    int32 = 0xFFFFFFFF
    deny = sc.ERRNO(errno.EPERM)
    for name in _DENIED:
        on(deny, name)
    on(sc.ERRNO(errno.ENOSYS), "clone3")  # its flags are out of sight; libc falls back to clone
    for flag in _CLONE_NEW:
        on(deny, "clone", sc.Arg(0, sc.MASKED_EQ, flag, flag))
    # The kernel gives each session a share of the processors: a player is one. Nothing happens and
    # nobody is told, as what starts another for good order would fail otherwise.
    on(sc.ERRNO(0), "setsid")
    on(deny, "socket", sc.Arg(0, sc.NE, 1))
    for command in (termios.TIOCSTI, 0x541C):  # typing into a terminal; TIOCLINUX can too
        on(deny, "ioctl", sc.Arg(1, sc.MASKED_EQ, int32, command))
    if not own_uid:
        for name in _DENIED_ORDINARY:
            on(deny, name)
        for name in _IGNORED_ORDINARY:
            on(sc.ERRNO(0), name)
        for name, argument in _OWN_ORDINARY:
            on(deny, name, sc.Arg(argument, sc.NE, 0))
        # A datagram needs no connect(); SOCK_RAW is another name for SOCK_DGRAM.
        for kind in (2, 3):
            for name in ("socket", "socketpair"):
                on(deny, name, sc.Arg(1, sc.MASKED_EQ, 0xF, kind))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def load(compiled: bytes) -> None:
    """Put a filter on this process and its children, for good; takes no_new_privs."""
    code = ctypes.create_string_buffer(compiled, len(compiled))
    fprog = ctypes.create_string_buffer(
        struct.pack("@HP", len(compiled) // 8, ctypes.addressof(code))
    )
    prctl(_SET_SECCOMP, 2, ctypes.addressof(fprog))
