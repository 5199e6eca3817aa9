"""What a player gives up before the first byte of a student's code runs.

The fork server calls `prepare` once; each freshly forked player calls `enter`, which needs no
import and no file of ours. A layer that this platform has not is named, never an error; a layer
that it has and that fails raises OSError.

Landlock: https://docs.kernel.org/userspace-api/landlock.html; the numbers here are of
include/uapi/linux/landlock.h, prctl.h and capability.h, and the same on every architecture.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import glob
import os
import resource
import struct
import sys
import tempfile
import termios
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Limits", "Plan", "enter", "missing", "prepare"]


@dataclass(frozen=True)
class Limits:
    """What one player may use.

    Args:
        memory: bytes that each of its processes may allocate, beyond what it was forked with.
        processes: processes and threads together; holds only with a uid of its own.
        file_size: bytes of one file, shared memory included.
        open_files: descriptors of one process.
        cpu_seconds: of one process.
    """

    memory: int = 2 << 30
    processes: int = 128
    file_size: int = 256 << 20
    open_files: int = 256
    cpu_seconds: int = 600


@dataclass(frozen=True)
class Plan:
    """What one player is given.

    Args:
        folder: its working folder, its own already, which that uid can reach: the only one where
            it may write. A short path, as sockets in it may have 107 bytes at most.
        uid: the user (and group) to become, that nobody else has; None where the grader is not
            root.
        readable: files and folders that it may read besides, such as data sets.
        limits: what it may use.
    """

    folder: Path
    uid: int | None
    readable: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class _Ready:
    """What `prepare` found."""

    landlock: int  # version of its interface, 0 without
    no_landlock: str  # why
    filters: dict[bool, bytes]  # BPF programs, by "has a uid of its own"
    no_seccomp: str  # why
    code: tuple[Path, ...]  # where Python's modules are
    system: tuple[Path, ...]  # what else everybody may read


_libc: Any = ctypes.CDLL(None, use_errno=True)
_ready: _Ready | None = None


def prepare() -> None:
    """Find out what there is and compile the filters; for the trusted fork server."""
    global _ready
    version, no_landlock, filters, no_seccomp = 0, "", {}, ""
    try:
        version = _landlock_version()
    except OSError as error:
        no_landlock = error.strerror or str(error)
    try:
        filters = {own_uid: _seccomp_program(own_uid) for own_uid in (True, False)}
    except (ImportError, OSError, RuntimeError) as error:
        no_seccomp = str(error)
    system = tuple(Path(path) for pattern in _SYSTEM for path in glob.glob(pattern))
    _ready = _Ready(version, no_landlock, filters, no_seccomp, tuple(_code_paths()), system)


def enter(plan: Plan, keep: Collection[int]) -> tuple[str, ...]:
    """Give up everything that a player does not need; for a freshly forked process.

    Python objects of the parent whose descriptors are closed here stay in memory: whatever closes
    one of them later would close a newer descriptor of that number.

    Returns:
        The layers, each as a short text; those that are not on start with "no ".

    Raises:
        OSError: a layer that is there could not be put on, or the parent has died.
    """
    if _ready is None:
        prepare()
    assert _ready is not None
    parent = os.getppid()
    os.setsid()
    _close_descriptors(keep)
    os.chdir(plan.folder)
    _scrub_environment(plan.folder)
    if plan.uid is None:  # no shared memory, thus no semaphores: joblib would warn in each notebook
        os.environ["JOBLIB_MULTIPROCESSING"] = "0"
    _forget_multiprocessing()
    os.umask(0o077)
    _limit(plan.limits, own_uid=plan.uid is not None)
    layers = ["session", "descriptors", "environment", "rlimits"]
    layers += _become(plan, _ready)
    for name in (".tmp", ".cache/matplotlib", ".ipython"):
        os.makedirs(name, exist_ok=True)
    if sys.platform == "linux":
        layers += _lock(plan, _ready, parent)
    else:
        layers += [f"no {name}: on {sys.platform}" for name in ("seccomp", "landlock")]
    return tuple(layers)


def missing(layers: Iterable[str]) -> list[str]:
    """Choose the layers that are not on."""
    return [layer for layer in layers if layer.startswith("no ")]


# Session, descriptors, environment, limits.


def _close_descriptors(keep: Collection[int]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for fd in {0, 1, 2}.difference(keep):
        os.dup2(null, fd)
    folder = "/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"
    for fd in {int(name) for name in os.listdir(folder)}.difference(keep, (0, 1, 2)):
        with contextlib.suppress(OSError):  # the descriptor of listdir itself
            os.close(fd)


_KEPT = ("OMP_NUM_THREADS", "TORCHGRADE_DATA", "TORCHGRADE_PART")


def _scrub_environment(folder: Path) -> None:
    kept = {name: os.environ.get(name) for name in _KEPT}
    _wipe_first_environment()
    os.environ.clear()
    os.environ.update({name: value for name, value in kept.items() if value is not None})
    os.environ.update(
        PATH=f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        HOME=str(folder),
        TMPDIR=f"{folder}/.tmp",
        USER="student",  # getpass.getuser(), which torch calls, fails for a uid without a name
        LOGNAME="student",
        LANG="C.UTF-8",
        LC_ALL="C.UTF-8",
        MPLCONFIGDIR=f"{folder}/.cache/matplotlib",
        MPLBACKEND="module://matplotlib_inline.backend_inline",
        IPYTHONDIR=f"{folder}/.ipython",
        XDG_CACHE_HOME=f"{folder}/.cache",
        XDG_CONFIG_HOME=f"{folder}/.config",
        XDG_DATA_HOME=f"{folder}/.local/share",
        XDG_RUNTIME_DIR=f"{folder}/.tmp",
        PYTHONDONTWRITEBYTECODE="1",
        PYTHONNOUSERSITE="1",
        TORCHGRADE_OFFLINE="1",
    )


def _wipe_first_environment() -> None:
    """Overwrite what the parent was started with: it stays readable in /proc/self/environ."""
    with contextlib.suppress(OSError, IndexError):
        text = Path("/proc/self/stat").read_text()
        fields = text.rpartition(")")[2].split()  # the first of these is field 3 in proc(5)
        start, end = int(fields[50 - 3]), int(fields[51 - 3])
        if 0 < start < end:
            # libc's pointers into it go first, so that nobody meets the zeros.
            os.environ.clear()
            ctypes.memset(start, 0, end - start)


def _forget_multiprocessing() -> None:
    """Make multiprocessing and tempfile start afresh: what they remember is the parent's."""
    tempfile.tempdir = None
    tracker = sys.modules.get("multiprocessing.resource_tracker")
    if tracker is not None:
        tracker._resource_tracker.__init__()
    process = sys.modules.get("multiprocessing.process")
    if process is not None:
        process.current_process()._config.pop("tempdir", None)
    context = sys.modules.get("multiprocessing.context")
    if context is not None:
        # Not forkserver: it would import everything again, and listens where others connect.
        context._default_context.set_start_method("fork", force=True)


def _limit(limits: Limits, *, own_uid: bool) -> None:
    data = 0
    with contextlib.suppress(OSError):
        data = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    wanted = {
        # Not RLIMIT_AS: torch maps far more than it uses.
        resource.RLIMIT_DATA: (limits.memory + data,) * 2,
        resource.RLIMIT_FSIZE: (limits.file_size,) * 2,
        resource.RLIMIT_NOFILE: (limits.open_files,) * 2,
        # First a signal that names the cause, then one that nobody can ignore.
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + 1),
        resource.RLIMIT_CORE: (0, 0),
    }
    if own_uid:
        wanted[resource.RLIMIT_NPROC] = (limits.processes,) * 2
    for name, pair in wanted.items():
        hard = resource.getrlimit(name)[1]
        if hard != resource.RLIM_INFINITY:
            pair = (min(pair[0], hard), min(pair[1], hard))
        resource.setrlimit(name, pair)
    with contextlib.suppress(OSError):  # where memory runs out, a player goes first
        Path("/proc/self/oom_score_adj").write_text("1000")


# Who the player is.

_PDEATHSIG, _DUMPABLE, _KEEPCAPS, _GET_SECCOMP, _SET_SECCOMP = 1, 4, 8, 21, 22
_CAPBSET_DROP, _NO_NEW_PRIVS, _CAP_AMBIENT = 24, 38, 47
_CAP_DAC_READ_SEARCH = 2


def _become(plan: Plan, ready: _Ready) -> list[str]:
    """Change the user and drop all capabilities, but perhaps the one to read."""
    linux = sys.platform == "linux"
    if linux:
        # Without the right to, or beyond the last one, nothing happens. One stays, as what is not
        # in the bounding set can't be made inheritable.
        for capability in set(range(64)) - {_CAP_DAC_READ_SEARCH}:
            _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    if plan.uid is None:
        if linux:
            _set_capabilities(0)
        return ["no uid: the grader is not root" if os.getuid() else "no uid: none was given"]
    if not linux:
        os.setgroups([])
        os.setgid(plan.uid)
        os.setuid(plan.uid)
        return [f"uid {plan.uid}"]
    _prctl(_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(plan.uid, plan.uid, plan.uid)
    os.setresuid(plan.uid, plan.uid, plan.uid)
    layers = [f"uid {plan.uid}"]
    # access() answers as if without capabilities.
    closed = [path for path in ready.code if not os.access(path, os.R_OK)]
    if closed and ready.landlock:
        # An interpreter in a home folder of mode 0700: Landlock's list alone decides what can be
        # read. Without that list this capability would open every file there is.
        _set_capabilities(1 << _CAP_DAC_READ_SEARCH)
        _prctl(_CAP_AMBIENT, 2, _CAP_DAC_READ_SEARCH)
        layers.append("capabilities: read and search")
    else:
        _set_capabilities(0)
        layers.append("capabilities: none")
        if closed:
            layers.append(f"no interpreter: uid {plan.uid} may not read {closed[0]}")
    _prctl(_KEEPCAPS, 0)
    return layers


def _set_capabilities(mask: int) -> None:
    """Make these the effective, permitted and inheritable ones, and clear the ambient ones."""
    header = struct.pack("=Ii", 0x20080522, 0)
    _check(_libc.capset(header, struct.pack("=6I", mask, mask, mask, 0, 0, 0)), "capset")
    _libc.prctl(_CAP_AMBIENT, 4, 0, 0, 0)


def _lock(plan: Plan, ready: _Ready, parent: int) -> list[str]:
    """Put on what can't be taken off again."""
    own_uid = plan.uid is not None
    layers = []
    _prctl(_PDEATHSIG, 9)  # only now: a change of credentials clears it
    if os.getppid() != parent:
        raise ProcessLookupError(errno.ESRCH, "the parent of this player has died")
    # Nobody of the same uid may look into a player. A grader that is not root must, to see how
    # much memory a player has of its own; then Landlock keeps the other players out.
    _prctl(_DUMPABLE, int(not own_uid and ready.landlock > 0))
    _prctl(_NO_NEW_PRIVS, 1)
    layers.append("no-new-privs")
    if ready.filters:
        _load_seccomp(ready.filters[own_uid])
        layers.append("seccomp")
    else:
        layers.append(f"no seccomp: {ready.no_seccomp}")
    if ready.landlock:
        _restrict(plan, ready)
        layers.append(f"landlock {ready.landlock}")
        if ready.landlock < 6 and not own_uid:
            layers.append("no signal scope: it takes landlock 6")
    else:
        layers.append(f"no landlock: {ready.no_landlock}")
    return layers


def _prctl(option: int, *arguments: int) -> None:
    padded = (*arguments, 0, 0, 0, 0)[:4]
    _check(_libc.prctl(option, *map(ctypes.c_ulong, padded)), f"prctl({option})")


def _check(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{os.strerror(code)} ({what})")
    return result


# Landlock: which files.

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REMOVE_FILE, _MAKE_REG, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
_MAKE_CHAR, _MAKE_BLOCK, _IOCTL_DEV = 1 << 6, 1 << 11, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_LAST_RIGHT = {1: 12, 2: 13, 3: 14, 4: 14}  # number of the last bit, 15 from version 5 on

# Not all of /etc, and of /etc/ssl not its private keys, which the capability to read would open.
_SYSTEM = """
    /usr /lib /lib32 /lib64 /bin /sbin /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d
    /etc/localtime /etc/timezone /etc/passwd /etc/group /etc/nsswitch.conf /etc/fonts
    /etc/ssl/certs /etc/ssl/openssl.cnf /etc/mime.types /etc/alternatives /etc/python3*
    /sys/devices/system /proc/cpuinfo /proc/meminfo /proc/stat /proc/sys/vm/overcommit_memory
    /dev/null /dev/zero /dev/full /dev/random /dev/urandom
""".split()  # noqa: SIM905 (a list of thirty strings reads worse)

# Of itself a player may read what psutil asks. A rule holds for the process that opens it, so its
# children have no /proc/self; neither torch, IPython, subprocess nor a DataLoader needs one.
_SELF = tuple(Path("/proc/self", name) for name in ("stat", "statm", "status", "maps"))


def _landlock_version() -> int:
    """Ask for the version of the kernel's interface; OSError where there is none."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, f"on {sys.platform}")
    return _check(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1), "landlock")


def _code_paths() -> Iterator[Path]:
    """Find where Python's modules are.

    A folder on sys.path that is no place of installation, such as a checkout or the folder from
    which the grader was started, may hold tests too: of it, only what is imported already.
    """
    library = os.path.dirname(os.__file__)
    whole = {Path(p) for p in (sys.prefix, sys.base_prefix, sys.exec_prefix, library)}
    projects = []
    for entry in map(Path, filter(None, sys.path)):
        if entry.is_file() or entry.name in ("site-packages", "dist-packages"):
            whole.add(entry)
        elif entry.is_dir() and not any(entry.is_relative_to(folder) for folder in whole):
            projects.append(entry)
    yield from sorted(whole)
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name:
            path = Path(file).parent if hasattr(module, "__path__") else Path(file)
            above = set(path.parents)
            if above.intersection(projects) and not above.intersection(whole):
                yield path


def _restrict(plan: Plan, ready: _Ready) -> None:
    version = ready.landlock
    everything = (2 << _LAST_RIGHT.get(version, 15)) - 1
    net = 3 if version >= 4 else 0  # bind and connect of TCP
    scoped = 3 if version >= 6 else 0  # abstract sockets and signals
    attributes = struct.pack("=3Q", everything, net, scoped)
    ruleset = _check(
        _libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0), "landlock"
    )

    def allow(path: Path, access: int) -> None:
        fd = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
        try:
            if not os.path.isdir(f"/proc/self/fd/{fd}"):
                access &= _OF_FILES
            rule = struct.pack("=Qi", access & everything, fd)
            _check(_libc.syscall(_ADD_RULE, ruleset, 1, rule, 0), f"landlock: {path}")
        finally:
            os.close(fd)

    read = _READ_FILE | _READ_DIR
    for path in (*ready.code, *ready.system, *_SELF):
        with contextlib.suppress(FileNotFoundError, PermissionError):  # then nobody reads it
            allow(path, read | _EXECUTE)
    for path in plan.readable:
        allow(path, read)
    allow(Path(os.devnull), _READ_FILE | _WRITE_FILE | _TRUNCATE)
    allow(plan.folder, everything & ~(_MAKE_CHAR | _MAKE_BLOCK | _IOCTL_DEV))
    if plan.uid is not None and os.path.isdir("/dev/shm"):
        # Another's segments are kept from it by their mode, or by names that it can't list.
        allow(Path("/dev/shm"), _READ_FILE | _WRITE_FILE | _TRUNCATE | _MAKE_REG | _REMOVE_FILE)
    _check(_libc.syscall(_RESTRICT_SELF, ruleset, 0), "landlock")
    os.close(ruleset)


# seccomp: which system calls.

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


def _seccomp_program(own_uid: bool) -> bytes:
    """Compile the filter, for a player with a uid of its own or for one without.

    Raises:
        ImportError, OSError, RuntimeError: there is no pyseccomp, libseccomp, or seccomp.
    """
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, f"on {sys.platform}")
    _prctl(_GET_SECCOMP)
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


def _load_seccomp(program: bytes) -> None:
    code = ctypes.create_string_buffer(program, len(program))
    fprog = ctypes.create_string_buffer(
        struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    )
    _prctl(_SET_SECCOMP, 2, ctypes.addressof(fprog))
