"""Players that do one thing in their sandbox, and what a machine has for it."""

from __future__ import annotations

import ctypes
import json
import os
import select
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from torchgrade.sandbox import isolate, landlock, mounts, seccomp
from torchgrade.sandbox.isolate import Plan

LIBC = ctypes.CDLL(None, use_errno=True)

HAVE_CODE = os.getuid() != 0 or not [
    folder for folder in Path(sys.base_prefix).parents if not folder.stat().st_mode & 1
]

REFUSED = {"PermissionError", "FileNotFoundError", "OSError"}
"""Closed by Landlock or a mode, hidden by a mount, read-only."""

needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can change to another uid")

# Nobody else's, nor that of the same tests in another process.
UID = 100_000 + os.getpid() % 1_000_000


def landlock_version() -> int:
    try:
        return landlock.version()
    except OSError:
        return 0


def needs_landlock(version: int) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        landlock_version() < version, reason=f"the kernel has no Landlock {version}"
    )


def no_mounts() -> str:
    """Why there are none; empty where there are."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # it forks, and pytest-xdist has a thread
        return mounts.why_not()


needs_mounts = pytest.mark.skipif(bool(no_mounts()), reason="no mounts of its own for a player")


def has_seccomp() -> bool:
    try:
        return bool(seccomp.program(True))
    except (ImportError, OSError, RuntimeError):
        return False


needs_seccomp = pytest.mark.skipif(not has_seccomp(), reason="there is no libseccomp")


def fork(action: Callable[[], Any]) -> int:
    """Fork a child that does something and ends without any clean-up of pytest's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pytest-xdist has a thread
        pid = os.fork()
    if pid == 0:
        code = 1
        try:
            action()
            code = 0
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
        finally:
            os._exit(code)
    return pid


def become(uid: int) -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


def read_all(fd: int, seconds: float = 60) -> bytes:
    data = b""
    while select.select([fd], [], [], seconds)[0]:
        block = os.read(fd, 1 << 16)
        if not block:
            return data
        data += block
    raise TimeoutError(data)


@dataclass
class Players:
    """Starts players of one kind, in one folder."""

    uid: int | None
    folder: Path
    ended: int = 0  # as os.waitpid says
    layers: tuple[str, ...] = ()

    def plan(self, **changes: Any) -> Plan:
        return Plan(self.folder, self.uid, **changes)

    def do(self, action: Callable[[], Any], plan: Plan | None = None) -> Any:
        """Return what an action returns in a player."""
        reading, writing = os.pipe()

        def play() -> None:
            if self.uid is None:
                become(UID)
            try:
                layers = isolate.enter(plan or self.plan(), keep={writing})
                answer = [layers, action(), ""]
            except BaseException as error:
                answer = [(), None, repr(error)]
            os.write(writing, json.dumps(answer).encode())

        pid = fork(play)
        os.close(writing)
        try:
            data = read_all(reading)
        finally:
            os.close(reading)
            _, self.ended = os.waitpid(pid, 0)
        if not data:
            return None
        layers, result, error = json.loads(data)
        assert not error, error
        self.layers = tuple(layers)
        return result


def make_folder() -> Iterator[Path]:
    """A folder that another uid can reach, as those of tmp_path are not."""
    folder = Path(tempfile.mkdtemp(prefix="tg", dir="/tmp"))
    if os.getuid() == 0:
        os.chown(folder, UID, UID)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def outcome(action: Callable[..., Any], *args: Any) -> str:
    """Say how an action ends, as the name of an OSError or "done"."""
    try:
        action(*args)
    except OSError as error:
        return type(error).__name__
    return "done"


def call(function: str, *args: Any) -> int:
    """Return the errno of a function of libc, 0 if it worked."""
    ctypes.set_errno(0)
    return ctypes.get_errno() if getattr(LIBC, function)(*args) == -1 else 0


def read(path: str) -> None:
    with open(path, "rb") as file:
        file.read(1)
