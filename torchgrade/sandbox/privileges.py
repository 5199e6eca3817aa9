"""Drops a referee's privileges, if the grader is root, before a student's code runs.

It continues as an otherwise unused user, who may write in its own folder, and keeps three of root's
capabilities (capabilities(7)): to read all files, since that user may have no access to tests' data
and the player's folder, to inspect the player's processes, and to kill them.
"""

from __future__ import annotations

import contextlib
import errno
import grp
import os
import pwd
import sys
import tempfile
from pathlib import Path

from torchgrade.sandbox import seccomp
from torchgrade.sandbox.credentials import held_capabilities, keep_capabilities
from torchgrade.sandbox.syscalls import die_with_parent, prctl

__all__ = ["drop_privileges", "prepare"]

_READ, _READ_AND_WRITE, _END, _LOOK = 2, 1, 5, 19  # include/uapi/linux/capability.h
_DUMPABLE, _NO_NEW_PRIVS = 4, 38  # include/uapi/linux/prctl.h
_NOBODY = range(65520, 65534)
"""Uids that no system assigns: https://systemd.io/UIDS-GIDS/"""

_filter = b""
_nobody = 0


def prepare() -> None:
    """Compile the filter, and choose a uid; for the fork server."""
    global _filter, _nobody
    _nobody = next((uid for uid in _NOBODY if not _is_somebody(uid)), 0)
    with contextlib.suppress(ImportError, OSError, RuntimeError):  # no seccomp
        _filter = seccomp.program_of_referee()


def drop_privileges(own: Path) -> None:
    """Drop privileges that a referee does not need; does nothing if it is not root.

    Args:
        own: its folder, which it keeps owning.

    Raises:
        OSError: a privilege could not be dropped, or the parent has died.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    parent = os.getppid()
    held = held_capabilities()
    read = _READ if held >> _READ & 1 else _READ_AND_WRITE
    kept = held & sum(1 << number for number in (read, _END, _LOOK))
    # A container's root may not be allowed to become another user.
    with keep_capabilities(kept, read), contextlib.suppress(PermissionError):
        _become_nobody(own)
    die_with_parent()  # changing credentials clears it
    if os.getppid() != parent:
        raise ProcessLookupError(errno.ESRCH, "the fork server has died")
    prctl(_DUMPABLE, 0)
    prctl(_NO_NEW_PRIVS, 1)
    if _filter:
        seccomp.load(_filter)


def _become_nobody(own: Path) -> None:
    scratch = own.with_name("scratch")  # the system's temporary folder may be root's
    scratch.mkdir(mode=0o700, exist_ok=True)
    try:
        for path in (own, scratch, *own.rglob("*")):
            os.chown(path, _nobody, _nobody, follow_symlinks=False)
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        os.setgroups([])
        os.setgid(_nobody)
        os.setuid(_nobody)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a user namespace without this uid
            raise
    tempfile.tempdir = os.environ["TMPDIR"] = str(scratch)


def _is_somebody(uid: int) -> bool:
    for find in (pwd.getpwuid, grp.getgrgid):
        with contextlib.suppress(KeyError):
            find(uid)
            return True
    return False
