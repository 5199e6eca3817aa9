"""Changes a player's uid, and drops its capabilities, except perhaps the one to read files.

See credentials(7), capabilities(7) and capset(2). The numbers are from include/uapi/linux/prctl.h
and capability.h.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from torchgrade.sandbox.syscalls import check, libc, prctl

__all__ = ["change_credentials", "held_capabilities", "keep_capabilities"]

_KEEPCAPS, _CAPBSET_DROP, _CAP_AMBIENT = 8, 24, 47
_CAP_DAC_READ_SEARCH = 2
_VERSION = 0x20080522  # numbers of the system calls capget and capset


def change_credentials(uid: int | None, code: Iterable[Path], *, landlock: bool) -> list[str]:
    """Change the user and drop all capabilities, except perhaps the one to read files.

    Args:
        uid: the user and group to become; None: stay the same user.
        code: the paths of the interpreter and its modules.
        landlock: whether Landlock will restrict what can be read.

    Returns:
        The layers.
    """
    linux = sys.platform == "linux"
    if linux:
        # Without the right to do so, or beyond the last one, nothing happens. One capability stays,
        # as only those in the bounding set can be made inheritable.
        for capability in set(range(64)) - {_CAP_DAC_READ_SEARCH}:
            libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    if uid is None:
        layers = ["no uid: the grader is not root" if os.getuid() else "no uid: none was given"]
    else:
        if linux:
            prctl(_KEEPCAPS, 1)
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        layers = [f"uid {uid}"]
    return layers + _drop_capabilities(code, landlock) if linux else layers


def _drop_capabilities(code: Iterable[Path], landlock: bool) -> list[str]:
    # access() ignores capabilities.
    closed = [path for path in code if not os.access(path, os.R_OK)]
    if closed and landlock and _may_read_all():
        # For an interpreter in a home folder of mode 0700, only Landlock decides what can be read.
        # Without Landlock this capability would open every file.
        _set_capabilities(1 << _CAP_DAC_READ_SEARCH)
        prctl(_CAP_AMBIENT, 2, _CAP_DAC_READ_SEARCH)
        layers = ["capabilities: read and search"]
    else:
        _set_capabilities(0)
        layers = ["capabilities: none"]
        if closed:
            layers.append(f"no interpreter: uid {os.getuid()} may not read {closed[0]}")
    prctl(_KEEPCAPS, 0)
    return layers


def _may_read_all() -> bool:
    """Return whether the capability can be kept: root's, or one that an ordinary user has."""
    return bool(held_capabilities() >> _CAP_DAC_READ_SEARCH & 1)


def held_capabilities() -> int:
    """Return the capabilities of this process (the first 32), as bits."""
    header, sets = struct.pack("=Ii", _VERSION, 0), ctypes.create_string_buffer(24)
    check(libc.capget(header, sets), "capget")
    return int(struct.unpack("=6I", sets.raw)[1])


@contextmanager
def keep_capabilities(mask: int, inherited: int) -> Iterator[None]:
    """Keep only these capabilities, permanently, even if the process changes its user.

    Args:
        mask: bits for the first 32 capabilities.
        inherited: the capability that programs which it starts get, too, if it is in the mask.
    """
    for capability in range(64):
        if not mask >> capability & 1:
            libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    prctl(_KEEPCAPS, 1)
    yield
    _set_capabilities(mask)
    if mask >> inherited & 1:
        prctl(_CAP_AMBIENT, 2, inherited)
    prctl(_KEEPCAPS, 0)


def _set_capabilities(mask: int) -> None:
    """Make these the effective, permitted and inheritable ones, and clear the ambient ones."""
    header = struct.pack("=Ii", _VERSION, 0)
    check(libc.capset(header, struct.pack("=6I", mask, mask, mask, 0, 0, 0)), "capset")
    libc.prctl(_CAP_AMBIENT, 4, 0, 0, 0)
