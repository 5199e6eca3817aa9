"""Reads information on processes from /proc, as the only module that does. See proc(5).

Processes may end at any moment. So if a process has ended or can't be read, or if there is no
/proc, a function here does not raise, but returns what its docstring says; and it reads a file at
once, up to a bound, since a player decides how long some of them are.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

__all__ = [
    "Mapping",
    "Restrictions",
    "Sizes",
    "all_pids",
    "capabilities",
    "children",
    "data_size",
    "descriptors",
    "environment_range",
    "files_without_names",
    "id_maps",
    "ids",
    "is_busy",
    "killed_for_memory",
    "mappings",
    "processes_of",
    "pss",
    "resident",
    "restrictions",
    "run_times",
    "sizes",
    "socket_buffer",
    "state",
    "threads",
    "threads_of",
]

_MOST = 64 * 2**20
"""Most bytes to read of a file: 65,530 mappings (vm.max_map_count) with names of 900 bytes."""

_GONE = "X"  # the kernel's letter for a dead process


@dataclass(frozen=True)
class Sizes:
    """A process's memory by the kernel's counters, in bytes; all zero once it has ended."""

    own: int = 0  # anonymous, resident or swapped out
    tables: int = 0  # of its page tables
    mapped: int = 0  # of files, copies of their pages, and shared memory


@dataclass(frozen=True, order=True)
class Restrictions:
    """Restrictions that a process can't remove, as a comparable tuple: prctl(2), seccomp(2)."""

    no_new_privileges: bool = False  # PR_SET_NO_NEW_PRIVS
    filters: int = 0  # the number of seccomp filters


@dataclass(frozen=True)
class Mapping:
    """A range of a process's addresses, and what is mapped there."""

    start: int
    end: int
    permissions: str  # such as "rw-p": read, write, execute, and private or shared
    offset: int  # offset in the file
    inode: int  # inode; 0 if there is no file
    name: str  # a path, one of the kernel's names ("[heap]"), or empty
    anonymous: int | None = None  # anonymous bytes, copied pages included; None: not counted


def all_pids() -> Iterator[int]:
    """Yield the pids of all processes; none without /proc."""
    with suppress(FileNotFoundError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                yield int(name)


def processes_of(uid: int) -> list[int]:
    """List the processes of a uid that have not ended; zombies have.

    These folders belong to a process's effective uid, which only privileged processes can change.

    Raises:
        FileNotFoundError: there is no /proc.
    """
    found = []
    for entry in os.scandir("/proc"):
        with suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == uid:
                pid = int(entry.name)
                if not _has_ended(pid):
                    found.append(pid)
    return found


def threads_of(uid: int) -> int:
    """Count the current threads of a uid; 0 without /proc."""
    count = 0
    for pid in all_pids():
        with suppress(OSError):
            if os.stat(f"/proc/{pid}").st_uid == uid:
                count += len(os.listdir(f"/proc/{pid}/task"))
    return count


def threads(pid: int) -> list[int]:
    """List the threads of a process; none once it has ended."""
    return [int(name) for name in _listed(f"/proc/{pid}/task")]


def children(pid: int) -> list[int] | None:
    """List the children of a process; none once it has ended.

    Returns:
        ``None`` if there is no such list: the kernel was built without it (CONFIG_PROC_CHILDREN),
        there is no /proc, or the process has just ended.
    """
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        texts = [_read(f"/proc/{pid}/task/{task}/children") for task in tasks]
    except FileNotFoundError:
        return None
    except OSError:
        return []
    return [int(child) for text in texts for child in text.split()]


def state(pid: int, thread: int | None = None) -> str:
    """Return the state letter of a process, or of one of its threads; "X" once it has ended.

    R: running or runnable, S and D: sleeping, T: stopped, Z: zombie.
    """
    fields = _stat(f"/proc/{pid}" if thread is None else f"/proc/{pid}/task/{thread}")
    return fields[0].decode() if fields else _GONE


def is_busy(pid: int) -> bool:
    """Return whether a thread of a process is running, or waiting for a disk."""
    return any(state(pid, thread) in "RD" for thread in threads(pid))


def _has_ended(pid: int) -> bool:
    """Return whether a process has ended; other threads may outlive the first one."""
    ended = ("Z", _GONE)
    return state(pid) in ended and all(state(pid, thread) in ended for thread in threads(pid))


def run_times(pid: int) -> dict[int, tuple[float, float]]:
    """Return for each thread the seconds that it ran, and that it waited for a processor.

    https://docs.kernel.org/scheduler/sched-stats.html; nothing if the kernel does not count that.
    """
    found = {}
    for thread in threads(pid):
        with suppress(OSError, ValueError):
            ran, in_line, _ = _read(f"/proc/{pid}/task/{thread}/schedstat").split()
            found[thread] = int(ran) / 1e9, int(in_line) / 1e9
    return found


def ids(pid: int) -> set[int]:
    """Collect the uids and gids (real, effective, saved, of files, further groups) of a process."""
    fields = _status(f"/proc/{pid}")
    lines = (fields.get(name, b"") for name in (b"Uid", b"Gid", b"Groups"))
    return {int(number) for line in lines for number in line.split()}


def capabilities() -> int | None:
    """Return the effective capabilities of this process as bits; None if the system has none."""
    held = _status("/proc/self").get(b"CapEff")
    return None if held is None else int(held, 16)


def id_maps() -> tuple[list[range], list[range]] | None:
    """Return the uids and gids that exist in this user namespace; None without /proc.

    See user_namespaces(7).
    """
    found = []
    for name in ("uid_map", "gid_map"):
        try:
            lines = _read(f"/proc/self/{name}").splitlines()
        except OSError:
            return None
        rows = [tuple(map(int, line.split())) for line in lines]
        found.append([range(first, first + count) for first, _, count in rows])
    return found[0], found[1]


def restrictions(pid: int) -> Restrictions:
    """Return the restrictions that a process can't remove; None once it has ended."""
    fields = _status(f"/proc/{pid}")
    with suppress(ValueError):
        return Restrictions(
            int(fields.get(b"NoNewPrivs", b"0")) == 1, int(fields.get(b"Seccomp_filters", b"0"))
        )
    return Restrictions()


def sizes(pid: int) -> Sizes | None:
    """Return the sizes of a process's memory; ``None`` if they can't be read.

    Reading them is fast; a page that forks share counts for each process.
    """
    fields = _status(f"/proc/{pid}")
    if b"VmSize" not in fields:  # if its first thread has ended, another one still has them
        fields = _status(_living_part(pid))
    if not fields:
        return None

    def size(name: bytes) -> int:
        return int(fields.get(name, b"0 kB").split()[0]) * 1024

    if b"VmSize" not in fields:
        return Sizes()
    return Sizes(
        own=size(b"RssAnon") + size(b"VmSwap"),
        tables=size(b"VmPTE"),
        mapped=size(b"VmSize") - size(b"VmData") - size(b"VmStk"),
    )


def resident(pid: int) -> int | None:
    """Return the bytes of a process's resident anonymous memory; None once it has ended.

    Reading it is fast, but a page that forks share counts for each process.
    """
    with suppress(OSError, ValueError):
        _, all_of_it, of_files, *_ = map(int, _read(f"/proc/{pid}/statm").split())
        return (all_of_it - of_files) * resource.getpagesize()
    return None


def data_size() -> int:
    """Return the bytes of data of this process, as RLIMIT_DATA counts them; 0 without /proc."""
    with suppress(OSError):
        return int(_read("/proc/self/statm").split()[5]) * resource.getpagesize()
    return 0


def pss(pid: int, *of: str) -> int | None:
    """Return the bytes of memory of a process, with its share of shared pages (PSS).

    Reading it takes a millisecond for each 100 MB.

    Args:
        pid: the process.
        of: lines of /proc/PID/smaps_rollup: "Pss" is all, "Pss_Anon" without
            files.

    Returns:
        0 for a process that has ended; ``None`` if it can't be read: in some containers not even
        root may inspect another user's processes.
    """
    try:
        lines = _read(f"{_living_part(pid)}/smaps_rollup").splitlines()
    except ProcessLookupError:
        return 0
    except FileNotFoundError:
        return None if os.path.isdir(f"/proc/{pid}") else 0
    except OSError:
        return None
    wanted = {f"{name}:".encode() for name in of}
    found = [int(size) for name, size, *_ in map(bytes.split, lines[1:]) if name in wanted]
    return sum(found) * 1024 if found else None


def mappings(pid: int | None = None, *, counted: bool = False) -> Iterator[Mapping]:
    """Yield a process's memory mappings; nothing once it has ended.

    Args:
        pid: the process; ``None``: this one.
        counted: whether to count anonymous memory, for which the kernel walks through all pages.
    """
    part = "/proc/self" if pid is None else _living_part(pid)
    with suppress(OSError):
        lines = _read(f"{part}/{'smaps' if counted else 'maps'}").splitlines()
        if not counted:
            yield from map(_mapping, lines)
            return
        first = b""
        for line in lines:
            name, *rest = line.split(maxsplit=2)
            if not name.endswith(b":"):  # all lines of a mapping but the first begin with a name
                first = line
            elif name == b"Anonymous:":
                yield _mapping(first, anonymous=int(rest[0]) * 1024)


def _mapping(line: bytes, anonymous: int | None = None) -> Mapping:
    where, permissions, offset, _, inode, *name = line.split(maxsplit=5)
    start, _, end = where.partition(b"-")
    return Mapping(
        int(start, 16),
        int(end, 16),
        permissions.decode(),
        int(offset, 16),
        int(inode),
        os.fsdecode(name[0]) if name else "",
        anonymous,
    )


def descriptors(pid: int) -> dict[str, str]:
    """Return the open files of a process: paths to read them -> their names.

    A name is a file's path, with " (deleted)" if it was removed, or one of the kernel's names, such
    as "socket:[4711]" or "/memfd:NAME"; it is empty if the file has just been closed.
    """
    folder = f"{_living_part(pid)}/fd"
    return {path: _link(path) for path in (f"{folder}/{name}" for name in _listed(folder))}


def files_without_names(pid: int, device: int, *, mapped: bool) -> set[tuple[int, int]]:
    """Find files that a process has open, but that have been removed.

    Args:
        pid: of the process.
        device: their file system, as in ``st_dev``.
        mapped: whether to also find files that are only mapped, which takes longer.

    Returns:
        The inode of each, and the bytes that it uses.
    """
    found = set()
    for place in ("fd", "map_files") if mapped else ("fd",):
        for name in _listed(f"/proc/{pid}/{place}"):
            with suppress(OSError):
                status = os.stat(f"/proc/{pid}/{place}/{name}")
                if status.st_dev == device and not status.st_nlink:
                    found.add((status.st_ino, status.st_blocks * 512))
    return found


def environment_range() -> tuple[int, int]:
    """Return the start and end address of this process's initial environment; 0, 0 if unknown.

    It stays readable in /proc/self/environ, however the variables change.
    """
    fields = _stat("/proc/self")  # the first of these is field 3 in proc(5)
    with suppress(IndexError):
        return int(fields[50 - 3]), int(fields[51 - 3])
    return 0, 0


def socket_buffer() -> int:
    """Return the default size of a socket's buffer, in bytes."""
    with suppress(OSError, ValueError):
        return int(_read("/proc/sys/net/core/wmem_default"))
    return 212_992


def killed_for_memory() -> int:
    """Return how many processes the system has killed because memory ran out; 0 if unknown."""
    with suppress(OSError, ValueError, IndexError):
        return int(_read("/proc/vmstat").split(b"oom_kill ")[1].split()[0])
    return 0


def _living_part(pid: int) -> str:
    """Return the folder of a process, or that of another thread if its first one has ended."""
    process = f"/proc/{pid}"
    for part in (process, *(f"{process}/task/{thread}" for thread in threads(pid))):
        if b"VmSize" in _status(part):
            return part
    return process


def _status(folder: str) -> dict[bytes, bytes]:
    """Read the status of a process or thread: its lines by their names; none once it has ended."""
    with suppress(OSError):
        lines = (line.partition(b":") for line in _read(f"{folder}/status").splitlines())
        return {name: value.strip() for name, _, value in lines}
    return {}


def _stat(folder: str) -> list[bytes]:
    """Read the fields that follow a process's name, which may contain any bytes."""
    with suppress(OSError):
        return _read(f"{folder}/stat").rpartition(b")")[2].split()
    return []


def _listed(folder: str) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)
    return []


def _link(path: str) -> str:
    with suppress(OSError):
        return os.readlink(path)
    return ""


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        parts, left = [], _MOST
        while left > 0 and (part := file.read(min(left, 2**20))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
