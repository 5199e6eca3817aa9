"""A PostgreSQL of a test's own: in a folder, at a socket there, run by an ordinary user."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["WHY_NO_POSTGRES", "Postgres", "postgres"]

_OWNER = "marks"
_USERS = ("postgres", "nobody")


def _binary(name: str) -> str:
    """Return a program of PostgreSQL's, which Debian keeps out of the way; empty if none is."""
    there = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(there[-1]) if there else "")


def _user() -> str:
    """Return the user who runs it: PostgreSQL refuses root. Empty if there is nobody else."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in _USERS if name in known), "")


def _why_not() -> str:
    if importlib.util.find_spec("psycopg") is None:
        return "no psycopg: pip install 'torchgrade[postgres]'"
    return "" if _binary("initdb") and _binary("pg_ctl") and _user() else "no PostgreSQL"


WHY_NO_POSTGRES = _why_not()
"""Why there is none for tests; empty if there is."""


class Postgres:
    """A server that runs, or can be started again.

    Args:
        folder: where its data and its socket are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data, self._names = folder / "data", itertools.count()
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", _OWNER, "-E", "UTF8", "-N")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses='' -k {self._folder}"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """End it, and all that talk to it."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "stop")

    def new(self) -> str:
        """Make a database with nothing in it, and return its URL."""
        name = f"marks{next(self._names)}"
        self._run("createdb", "-h", self._folder, "-U", _OWNER, name)
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self._folder}"

    def _run(self, name: str, *options: str | Path) -> None:
        user = None if os.geteuid() else _user()
        quiet, cwd = subprocess.DEVNULL, self._folder
        subprocess.run([_binary(name), *options], check=True, stdout=quiet, user=user, cwd=cwd)


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a PostgreSQL until the block ends: not in `tmp_path`, since sockets have short paths."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        shutil.chown(folder, _user())
        made = Postgres(Path(folder))
        made.start()
        try:
            yield made
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):  # a test has ended it
                made.stop()
