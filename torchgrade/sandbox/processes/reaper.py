"""Ends everything that a player started; the trusted side.

A process group is not enough: a second setsid leaves it. So a player is ended by its uid or, if the
grader is not root, by descent: a child subreaper adopts every process whose parent ended. The fork
server does so at once, and the supervisor makes sure, since the fork server may have been killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from torchgrade.sandbox.folders import clear
from torchgrade.sandbox.processes import proc
from torchgrade.sandbox.processes.process_tree import children, descendants
from torchgrade.sandbox.syscalls import check, libc, prctl

__all__ = [
    "become_subreaper",
    "end_adopted",
    "end_children",
    "end_uid",
    "remove_left_files",
]

_NOBODY_ELSE = 0xFFFF  # a uid that nobody has: https://systemd.io/UIDS-GIDS/
_PROCESS_ALONE = 0x8000_0000  # plus a pid: a uid that only this process uses
_SETRESUID = {"x86_64": 117, "aarch64": 147}
_AGAIN = 0.5  # s until SIGKILL is sent again
_PATIENCE = 20.0  # s until processes that got SIGKILL must have ended
_SET_CHILD_SUBREAPER = 36  # include/uapi/linux/prctl.h


def end_uid(uid: int) -> None:
    """End every process of a player's own uid; needs root.

    The signal is sent to all at once (`kill -1`, as that uid), so that no fork escapes.

    Raises:
        ValueError: the uid is root's or the caller's own.
        TimeoutError: some are still there after 20 s.
    """
    if uid in (0, os.getuid()):
        raise ValueError(f"uid {uid} is no player's")
    deadline = time.monotonic() + _PATIENCE
    while True:
        _kill_as(uid)
        again = time.monotonic() + _AGAIN
        # Until they have ended, their memory is in use, and files may still appear.
        while left := proc.processes_of(uid):
            if time.monotonic() > deadline:
                raise TimeoutError(f"processes of uid {uid} do not end: {left}")
            if time.monotonic() > again:  # a process may just have been changing to this uid
                break
            time.sleep(0.005)
        else:
            return


def _kill_as(uid: int) -> None:
    """Send SIGKILL to every process that a uid may send it to, acting as that uid for a moment.

    The sender's effective or real uid must match the receiver's real or saved uid. So this thread's
    real uid becomes one that nobody has, not even another grader doing the same at that moment, and
    its saved uid stays root, which is the way back. The raw system call only changes this thread:
    the supervisor's other threads go on as root.
    """
    number = _SETRESUID.get(platform.machine(), -1)
    before = os.getresuid()
    for real in (_PROCESS_ALONE + os.getpid(), _NOBODY_ELSE):  # missing in most containers
        with contextlib.suppress(OSError):
            _set_uids(number, real, uid, 0)
            break
    else:  # another architecture
        _kill_from_child(uid)
        return
    try:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # neither to itself nor to process 1
    finally:
        _set_uids(number, *before)


def _set_uids(number: int, *uids: int) -> None:
    check(int(libc.syscall(number, *map(ctypes.c_uint, uids))), "setresuid")


def _kill_from_child(uid: int) -> None:
    """Do the same from a child, which processes of that uid may stop or kill first."""
    helper = os.fork()
    if helper == 0:
        try:
            os.setresuid(uid, uid, uid)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    for _ in range(200):
        if os.waitpid(helper, os.WNOHANG)[0]:
            return
        time.sleep(0.001)
    os.kill(helper, signal.SIGKILL)  # the caller tries again
    os.waitpid(helper, 0)


def become_subreaper() -> bool:
    """Make this process adopt its descendants' orphans; return False if that is not possible."""
    if sys.platform != "linux":
        return False
    try:
        prctl(_SET_CHILD_SUBREAPER, 1)
    except OSError:
        return False
    return True


def end_children(keep: Collection[int] = ()) -> None:
    """End all descendants of this process, and reap its children.

    The processes in `keep` and their current descendants are left alone. An orphan is a child of
    the subreaper, whoever started it, so it is ended, too, even if it was started below a process
    in `keep`. So there should be one subreaper for each player. Without subreapers (macOS), orphans
    are not found.

    No other thread may wait for children meanwhile.

    Raises:
        TimeoutError: some are still there after 20 s.
    """
    _end(lambda: list(descendants(os.getpid(), frozenset(keep))))


def end_adopted() -> None:
    """End what a player started and this process has adopted, after the fork server has died.

    These are the children of this process that can't gain privileges, or have more seccomp filters
    than it has itself: a player can't remove either.

    Raises:
        TimeoutError: some are still there after 20 s.
    """
    own = proc.restrictions(os.getpid())

    def adopted() -> list[int]:
        first = [pid for pid in children(os.getpid()) if proc.restrictions(pid) > own]
        return [*first, *(pid for child in first for pid in descendants(child))]

    _end(adopted)


def _end(find: Callable[[], list[int]]) -> None:
    """End processes until none is found."""
    deadline = time.monotonic() + _PATIENCE
    stopped: set[int] = set()
    while True:
        left = find()
        if not left:
            return
        found = {pid for pid in left if not _reaped(pid)}
        if time.monotonic() > deadline:
            raise TimeoutError(f"processes do not end: {sorted(found)}")
        new = found - stopped
        # A stopped process starts no other. Only when no new one is found are all killed, since one
        # killed earlier may have had a child since.
        for pid in new or found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP if new else signal.SIGKILL)
        stopped |= new
        if not new:
            time.sleep(0.001)


def _reaped(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):  # a grandchild
        return os.waitpid(pid, os.WNOHANG)[0] != 0
    return False


def remove_left_files(
    uid: int,
    since: float,
    folders: Iterable[Path] = (Path("/dev/shm"), Path("/tmp"), Path("/var/tmp")),
) -> list[Path]:
    """Remove a uid's files and folders from world-writable folders, after its processes have ended.

    Args:
        uid: their owner.
        since: when it became a player's (`time.time()`): older files belong to somebody else.
        folders: where to look.

    Returns:
        What was removed. Folders of other users are not searched.
    """
    removed = []
    for folder in filter(Path.is_dir, folders):
        for entry in os.scandir(folder):
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if status.st_uid != uid or status.st_ctime < since:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    clear(Path(entry.path))
                else:
                    os.unlink(entry.path)
                removed.append(Path(entry.path))
    return removed
