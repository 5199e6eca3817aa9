"""Leases uids for players: numbers that no account, no process and no other grader has.

Ending a player kills everything that its uid runs, so nobody else may have that uid. A lease is for
a block of uids, and is a lock on a file in a folder that only root can use: nobody else can hold
one, and it ends with its holder.
"""

from __future__ import annotations

import contextlib
import fcntl
import grp
import os
import pwd
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from torchgrade.sandbox.processes import proc

__all__ = ["BLOCK", "FIRST", "LAST", "UidLease", "UidLeaseError", "lease_uids", "may_give_uids"]

# systemd assigns these to services that need one temporarily (DynamicUser=), and no other tool
# assigns any: https://systemd.io/UIDS-GIDS/
FIRST, LAST = 61184, 65519
BLOCK = 64
_FOLDER = Path("/run/torchgrade")
_OF_SERVICES = Path("/run/systemd/dynamic-uid")
_PATIENCE = 60.0  # s to wait while all are taken
_NEEDED = (0, 5, 6, 7)  # CAP_CHOWN, CAP_KILL, CAP_SETGID, CAP_SETUID


class UidLeaseError(OSError):
    """No uid is available for a player."""


@dataclass(frozen=True)
class UidLease:
    """A block of consecutive uids (and gids with the same numbers), held until it is closed.

    ``since`` is when it began, by ``time.time()``: older files of these uids belong to somebody
    else.
    """

    uids: range
    since: float
    descriptor: int

    def close(self) -> None:
        """Release the lease, so that others can use these uids."""
        os.close(self.descriptor)


def may_give_uids() -> bool:
    """Return whether this process may run others as any of these users.

    This needs root, four capabilities (capabilities(7)), and a user namespace with all of these
    uids (user_namespaces(7)).
    """
    if os.geteuid() != 0:
        return False
    held, maps = proc.capabilities(), proc.id_maps()
    if held is None or not maps:
        return True  # no capabilities or user namespaces here
    mapped = all(any(FIRST in ids and LAST in ids for ids in ranges) for ranges in maps)
    return mapped and all(held >> number & 1 for number in _NEEDED)


def lease_uids(folder: Path = _FOLDER, patience: float = _PATIENCE) -> UidLease:
    """Lease a block of unused uids; needs root.

    Args:
        folder: the folder of the locks, which is made if it does not exist.
        patience: seconds to wait for a block.

    Raises:
        UidLeaseError: all are taken for that long, or others than root can use the folder.
    """
    _own(folder)
    starts = range(FIRST, LAST + 2 - BLOCK, BLOCK)
    deadline = time.monotonic() + patience
    while True:
        busy = _of_processes()
        for turn in range(len(starts)):
            first = starts[(os.getpid() + turn) % len(starts)]
            lease = _lease(folder, range(first, first + BLOCK), busy)
            if lease is not None:
                return lease
        if time.monotonic() > deadline:
            raise UidLeaseError(
                f"no uid is free for a submission: of {FIRST} to {LAST}, which players get, an "
                f"account, a process or another grader has one in each {BLOCK}"
            )
        time.sleep(0.2)


def _lease(folder: Path, uids: range, busy: set[int]) -> UidLease | None:
    """Lease these uids, unless somebody has one of them."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(folder / str(uids[0]), flags, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free = busy.isdisjoint(uids) and not any(map(_has_account, uids))
        # Check again: another grader that has just released these may have left a process.
        if free and _of_processes().isdisjoint(uids):
            return UidLease(uids, time.time(), descriptor)
    except BlockingIOError:
        pass
    os.close(descriptor)
    return None


def _own(folder: Path) -> None:
    """Make a folder that only root can use, or check that it is one."""
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        status = folder.lstat()
    except OSError as error:
        raise UidLeaseError(
            f"{folder} is needed, for leases of uids, and can't be made: {error.strerror}"
        ) from None
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != 0 or status.st_mode & 0o077:
        raise UidLeaseError(
            f"{folder} must be a folder of root's with mode 0700, as leases of uids lie there, and "
            "is not: find out what it is, and remove it"
        )


def _has_account(number: int) -> bool:
    """Return whether a user, a group or a running service has this number."""
    for find in (pwd.getpwuid, grp.getgrgid):
        with contextlib.suppress(KeyError):
            find(number)
            return True
    return (_OF_SERVICES / str(number)).exists()


def _of_processes() -> set[int]:
    """Collect the uids and gids (real, effective, saved, of files) of all processes."""
    found = set[int]()
    for pid in proc.all_pids():
        found |= proc.ids(pid)
    return found
