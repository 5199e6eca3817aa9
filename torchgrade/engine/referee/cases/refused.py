"""Whether a case failed because what it did is impossible outside the student's process."""

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
    r"|arg \d must be a (class|type)"
    "|a ContextVar key was expected"
    "|maximum recursion depth exceeded"
)
_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")})
OTTER = os.path.join("", "otter", "test_files", "")
"""Part of the paths of otter's own code that runs tests."""


def is_refused(
    session: Session | RecordedValues, passed: bool, message: str, failures: Sequence[BaseException]
) -> bool:
    """Return whether a case did something to the student's objects that is impossible outside.

    If a test uses a handle as a context manager, an exception's class or a dataclass, Python itself
    reports it in its own words; a library that gets a handle may do so by any error.

    Args:
        session: the session in which it ran.
        passed: its own verdict: a test may catch the refusal.
        message: otter's message.
        failures: the exceptions that it raised.
    """
    if session.refused or session.unsupported:
        return True
    if passed:
        return False
    last = failures[-1] if failures else None
    if session.may_differ or _OF_HANDLES.search(f"{message} {last or ''}"):
        return True
    return session.got_objects and last is not None and _is_of_a_library(last)


def _is_of_a_library(error: BaseException) -> bool:
    """Return whether a library raised an error, itself or through a stand-in; a verdict is none."""
    if isinstance(error, AssertionError):
        return False
    paths = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = str(Path(torchgrade.__file__).parent)
    theirs = [path for path in paths if not path.startswith(ours)]
    return theirs[-1:] != [] and theirs[-1].startswith(_LIBRARIES) and OTTER not in theirs[-1]
