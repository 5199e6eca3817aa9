"""Keeps a test from opening a path or address in the referee that a student may have named.

A test that reads a file whose path a notebook gives, fetches a URL, or runs a query that attaches a
database does so with the referee's rights, and its message may show what it found. So it can reach
only what a student's own code can, the files that tests are given, and files that every user of the
machine may read. It can change only its own files and temporary ones: a referee that does not run
as root could otherwise remove its user's files.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial, wraps
from pathlib import Path
from urllib.parse import unquote

from torchgrade.sandbox import isolate

__all__ = ["AccessPolicy"]

_WHY = "Permission denied: a test may open what it is given, and what everybody may"
_ATTACH = 24  # SQLITE_ATTACH of https://www.sqlite.org/c3ref/c_alter_table.html
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGED = {
    **dict.fromkeys(("os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"), ((0,), 1, True)),
    "os.symlink": ((1,), 1, True),
    "os.link": ((1,), 2, True),
    "os.rename": ((0, 1), 2, True),
    **dict.fromkeys(("os.chmod", "os.chown", "os.utime"), ((0,), 1, False)),
    "os.truncate": ((0,), 0, False),
}
"""Events -> which of their arguments are paths of what is changed, how many of the last ones are
descriptors of folders that these are in, and whether it is a link itself that is changed."""
_Connect = Callable[..., sqlite3.Connection]
_SEARCHED, _READ = stat.S_IXOTH, stat.S_IROTH


class AccessPolicy:
    """Judges what a test opens by name, from the audit events of a process.

    Args:
        own: folders of the submission's player and of its tests.
        given: files and folders that tests may read, wherever they are.
        closed: other files and folders, which they may not read.
    """

    def __init__(
        self, own: Iterable[Path], given: Iterable[Path], closed: Iterable[str | Path]
    ) -> None:
        self._own = [os.path.realpath(path) for path in own]
        others = (*given, *isolate.places_of_code(), *map(Path, filter(None, sys.path)))
        self._open = [*self._own, *(os.path.realpath(path) for path in others)]
        self._closed = [os.path.realpath(path) for path in closed]
        self._caches = [os.path.realpath(path) for path in _caches()]
        temporary = ("/tmp", "/var/tmp", "/dev", tempfile.gettempdir())
        self._passing = [*self._own, *self._caches, *map(os.path.realpath, temporary)]
        self._judges: dict[str, Callable[[tuple[object, ...]], bool]] = {
            "open": lambda given: (
                self._is_closed(given[0]) or (_writes(given[2]) and self._is_lasting(given[0]))
            ),
            "os.listdir": lambda given: self._is_closed(given[0]),
            "os.scandir": lambda given: self._is_closed(given[0]),
            "sqlite3.connect": lambda given: self._is_closed_database(given[0]),
            "socket.connect": lambda given: self._is_near(given[1]),
            "socket.sendto": lambda given: self._is_near(given[1]),
            "socket.sendmsg": lambda given: self._is_near(given[1]),
            **{event: partial(self._changes, *how) for event, how in _CHANGED.items()},
        }
        self.events = frozenset(self._judges)
        self.on_refusal: Callable[[], object] = bool  # called when something is refused
        for module in (sqlite3, sqlite3.dbapi2):  # an audit event comes before it exists
            setattr(module, "connect", self._connecting(module.connect))  # noqa: B010

    def check(self, event: str, arguments: tuple[object, ...], caller: str = "") -> None:
        """Refuse access to closed paths and addresses.

        Args:
            event: an audit event of `events`.
            arguments: its arguments.
            caller: the file of the code that causes it.

        Raises:
            PermissionError: a test has no access there.
        """
        importing = caller.startswith("<frozen importlib")  # a package may be anywhere
        if self._is_shut(arguments[0]) if importing else self._judges[event](arguments):
            self.on_refusal()
            raise PermissionError(errno.EACCES, _WHY)

    def check_file(self, arguments: tuple[object, ...]) -> None:
        """Refuse a closed file, named by the first argument, that would be read without Python."""
        for path in arguments[:1]:
            self.check("open", (path, "r", os.O_RDONLY))

    def _is_closed(self, path: object) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False  # an open file
        real = os.path.realpath(os.fsdecode(path))
        opened, shut = self._depths(real)
        if opened or shut:
            return shut > opened
        return not _is_for_everybody(real, alone=_innermost(real, self._caches) > 0)

    def _is_shut(self, path: object) -> bool:
        """Return whether a path is in a closed place, and not in an open one inside it.

        That holds for a course in a checkout, but not for an environment in /tmp.
        """
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        opened, shut = self._depths(os.path.realpath(os.fsdecode(path)))
        return shut > opened

    def _depths(self, real: str) -> tuple[int, int]:
        """Return the depths of the last open and the last closed place on the way to a path."""
        return _innermost(real, self._open), _innermost(real, self._closed)

    def _is_lasting(self, path: object, *, itself: bool = False) -> bool:
        """Return whether a path, or a link itself, leads to what a test must not change."""
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        folder, name = os.path.split(os.path.join(os.getcwd(), os.fsdecode(path).rstrip(os.sep)))
        whole = os.path.join(os.path.realpath(folder), name)
        real = whole if itself else os.path.realpath(whole)
        passing = _innermost(real, self._passing)
        return not passing or _innermost(real, self._closed) > passing

    def _changes(
        self, which: tuple[int, ...], folders: int, itself: bool, given: tuple[object, ...]
    ) -> bool:
        """Return whether a test must not change these paths; relative to open folders it may."""
        ends = given[len(given) - folders :]
        within = any(type(one) is int and one >= 0 for one in ends)
        return not within and any(self._is_lasting(given[n], itself=itself) for n in which)

    def _is_closed_database(self, name: object) -> bool:
        if not isinstance(name, (str, bytes, os.PathLike)):
            return False
        path = os.fsdecode(name)
        if path.startswith("file:"):  # https://www.sqlite.org/uri.html
            path = unquote(path[len("file:") :].partition("?")[0].partition("#")[0])
            path = path.removeprefix("//localhost") if path.startswith("//localhost/") else path
        return path not in ("", ":memory:") and self._is_closed(path)

    def _connecting(self, connect: _Connect) -> _Connect:
        """Return a function that connects to a database whose queries can't attach a closed one."""

        @wraps(connect)
        def connected(database: object, *args: object, **kwargs: object) -> sqlite3.Connection:
            self.check("sqlite3.connect", (database,))
            connection = connect(database, *args, **kwargs)
            connection.set_authorizer(self._authorize)
            return connection

        return connected

    def _authorize(self, action: int, name: str | None, *_: object) -> int:
        """Answer SQLite's question on each part of a query; SQLite does not pass computed names."""
        if action == _ATTACH and (name is None or self._is_closed_database(name)):
            self.on_refusal()
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def _is_near(self, address: object) -> bool:
        """Return whether an address belongs to this machine, or to a network that is not public."""
        if isinstance(address, (str, bytes)):
            path = os.fsdecode(address)
            places = [*self._own, os.path.realpath(tempfile.gettempdir())]
            return path[:1] == "\0" or not _innermost(os.path.realpath(path), places)
        if not isinstance(address, tuple) or not address:
            return False
        return any(not _is_everybodys(one) for one in _numbers_of(str(address[0])))


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & _WRITING)


def _innermost(path: str, places: Iterable[str]) -> int:
    """Return the length of the last of some places on the way to a path; 0 if it is in none."""
    holders = (p for p in places if path == p or path.startswith(os.path.join(p, "")))
    return max(map(len, holders), default=0)


def _is_for_everybody(path: str, *, alone: bool) -> bool:
    """Return whether file modes let any user read a file, or list a folder; False if it is missing.

    Args:
        path: a path without links.
        alone: ignore the folders that contain it.
    """
    try:
        if not os.stat(path).st_mode & _READ:
            return False
        holders = () if alone else Path(path).parents
        return all(os.stat(folder).st_mode & _SEARCHED for folder in holders)
    except OSError:
        return True


def _caches() -> Iterator[Path]:
    """Find the caches of libraries, which tests may use even if the home is closed to others."""
    for variable in ("XDG_CACHE_HOME", "TORCH_HOME", "HF_HOME", "MPLCONFIGDIR", "NLTK_DATA"):
        if path := os.environ.get(variable):
            yield Path(path)
    with contextlib.suppress(RuntimeError):  # there is no home
        home = Path.home()
        yield from (home / ".cache", home / ".config" / "matplotlib")
        yield from (home / "nltk_data", home / "scikit_learn_data")


def _numbers_of(host: str) -> list[str]:
    try:
        return [host.partition("%")[0]] if _is_number(host) else _resolved(host)
    except OSError:
        return []


def _resolved(host: str) -> list[str]:
    return [str(found[4][0]).partition("%")[0] for found in socket.getaddrinfo(host, None)]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_everybodys(number: str) -> bool:
    address = ipaddress.ip_address(number)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global
