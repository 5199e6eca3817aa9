"""Landlock: restricts which files a process may use, whatever its uid.

https://docs.kernel.org/userspace-api/landlock.html; the numbers are from
include/uapi/linux/landlock.h, and the same on every architecture.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import glob
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from torchgrade.sandbox.syscalls import check, libc

__all__ = ["code_paths", "gpu_paths", "restrict", "system_paths", "version"]

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REMOVE_FILE, _MAKE_REG, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
_MAKE_CHAR, _MAKE_BLOCK, _IOCTL_DEV = 1 << 6, 1 << 11, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_LAST_RIGHT = {1: 12, 2: 13, 3: 14, 4: 14}  # the number of the last bit; 15 from version 5 on

# Not all of /etc, and no private keys in /etc/ssl, which the capability to read would open.
_SYSTEM = """
    /usr /lib /lib32 /lib64 /bin /sbin /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d
    /etc/localtime /etc/timezone /etc/passwd /etc/group /etc/nsswitch.conf /etc/fonts
    /etc/ssl/certs /etc/ssl/openssl.cnf /etc/mime.types /etc/alternatives /etc/python3*
    /sys/devices/system /proc/cpuinfo /proc/meminfo /proc/stat /proc/sys/vm/overcommit_memory
    /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_*_us
    /dev/null /dev/zero /dev/full /dev/random /dev/urandom
""".split()  # noqa: SIM905 (a list of thirty strings reads worse)

# CUDA's driver opens its devices, and reads what the kernel says about them.
_GPU_DEVICES = "/dev/nvidia*"
_GPU_READ = ("/proc/driver/nvidia", "/proc/devices", "/sys/bus/pci/devices", "/sys/devices/pci*")

# A player may read about itself what psutil needs. A rule applies to the process that opened it, so
# its children have no /proc/self; neither torch, IPython, subprocess nor a DataLoader needs one.
_SELF = tuple(Path("/proc/self", name) for name in ("stat", "statm", "status", "maps"))


def version() -> int:
    """Return the kernel's ABI version; raises OSError if there is none."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, f"on {sys.platform}")
    return check(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1), "landlock")


def code_paths() -> Iterator[Path]:
    """Find the folders of Python's modules.

    A folder on sys.path that is not an installation, such as a checkout or the folder where the
    grader was started, may also contain tests, so only modules already imported from it are
    included.
    """
    prefixes = {Path(path) for path in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    whole = {Path(os.path.dirname(os.__file__))}
    projects = []
    for entry in map(Path, filter(None, sys.path)):
        if entry.is_file() or entry.name in ("site-packages", "dist-packages"):
            whole.add(entry)
        elif entry.is_dir() and not any(entry.is_relative_to(folder) for folder in whole):
            projects.append(entry)  # also within a prefix, not all of which may stay open (`walls`)
    yield from sorted(prefixes | whole)
    if not projects:  # including the grader's: saves looking up a thousand modules
        return
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name:
            path = Path(file).parent if hasattr(module, "__path__") else Path(file)
            above = set(path.parents)
            if above.intersection(projects) and not above.intersection(whole):
                yield path


def system_paths() -> Iterator[Path]:
    """Find other paths that everybody may read."""
    for pattern in _SYSTEM:
        yield from map(Path, glob.glob(pattern))


def gpu_paths() -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Find the devices of NVIDIA's GPUs, and what else CUDA reads; nothing if there is no GPU."""
    devices = tuple(map(Path, sorted(glob.glob(_GPU_DEVICES))))
    read = [path for pattern in _GPU_READ for path in glob.glob(pattern)]
    return devices, tuple(map(Path, read)) if devices else ()


def restrict(
    version: int,
    folder: Path,
    readable: Iterable[Path],
    executable: Iterable[Path],
    devices: Iterable[Path] = (),
    *,
    shared_memory: bool,
) -> None:
    """Permanently restrict this process and its children to these files.

    Args:
        version: the kernel's ABI version.
        folder: where everything is allowed except making devices.
        readable: files and folders to read.
        executable: files and folders to read and to run programs from, if they exist.
        devices: devices to read, write and control.
        shared_memory: whether the process has its own /dev/shm.
    """
    everything = (2 << _LAST_RIGHT.get(version, 15)) - 1
    net = 3 if version >= 4 else 0  # bind and connect of TCP
    scoped = 3 if version >= 6 else 0  # abstract sockets and signals
    attributes = struct.pack("=3Q", everything, net, scoped)
    ruleset = check(
        libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0), "landlock"
    )

    def allow(path: Path, access: int) -> None:
        fd = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
        try:
            if not os.path.isdir(f"/proc/self/fd/{fd}"):
                access &= _OF_FILES
            rule = struct.pack("=Qi", access & everything, fd)
            check(libc.syscall(_ADD_RULE, ruleset, 1, rule, 0), f"landlock: {path}")
        finally:
            os.close(fd)

    read = _READ_FILE | _READ_DIR
    for path in (*executable, *_SELF):
        with contextlib.suppress(FileNotFoundError, PermissionError):  # then it can't be read
            allow(path, read | _EXECUTE)
    for path in readable:
        allow(path, read)
    for path in devices:
        allow(path, read | _WRITE_FILE | _IOCTL_DEV)
    allow(Path(os.devnull), _READ_FILE | _WRITE_FILE | _TRUNCATE)
    allow(folder, everything & ~(_MAKE_CHAR | _MAKE_BLOCK | _IOCTL_DEV))
    if shared_memory and os.path.isdir("/dev/shm"):
        allow(Path("/dev/shm"), _READ_FILE | _WRITE_FILE | _TRUNCATE | _MAKE_REG | _REMOVE_FILE)
    check(libc.syscall(_RESTRICT_SELF, ruleset, 0), "landlock")
    os.close(ruleset)
