"""Whether a case failed since what it did can't be had from outside of the student's process."""

from __future__ import annotations

import os
import re
import sysconfig
import traceback
from collections.abc import Sequence
from pathlib import Path

import torchgrade
from torchgrade.engine.proxies.session import Session
from torchgrade.engine.referee.snapshots import RecordedValues

__all__ = ["OTTER", "is_refused"]

_OF_HANDLES = re.compile(
    r"\b(Callable|Module)?Handle\b"
    "|catching classes that do not inherit from BaseException"
    "|should be called on dataclass instances"
    "|maximum recursion depth exceeded"
)
_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")})
OTTER = os.path.join("", "otter", "test_files", "")
"""Part of the paths of otter's own code that runs tests."""


def is_refused(
    session: Session | RecordedValues, passed: bool, message: str, failures: Sequence[BaseException]
) -> bool:
    """Return whether a case did with the student's objects what can't be had from outside.

    Python itself says so of a handle in its own words, where a test uses one as a context manager,
    an exception's class, a dataclass; and a library, to which a test hands one, by any error.

    Args:
        session: in which it ran.
        passed: whether it has, by itself: a test may catch the refusal.
        message: of otter.
        failures: what it raised.
    """
    if session.refused or session.unsupported:
        return True
    if passed:
        return False
    last = failures[-1] if failures else None
    if session.unlike or _OF_HANDLES.search(f"{message} {last or ''}"):
        return True
    return session.asked and last is not None and _is_of_a_library(last)


def _is_of_a_library(error: BaseException) -> bool:
    """Whether a library has met an error, by itself or in a stand-in; no verdict is one."""
    if isinstance(error, AssertionError):
        return False
    paths = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = str(Path(torchgrade.__file__).parent)
    theirs = [path for path in paths if not path.startswith(ours)]
    return theirs[-1:] != [] and theirs[-1].startswith(_LIBRARIES) and OTTER not in theirs[-1]
