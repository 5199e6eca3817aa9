"""A small class whose written answers nobody has marked, and what serves it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.marking import Served
from tests.support.postgres import WHY_NO_POSTGRES, Postgres, postgres
from tools.written_class import COURSE, make_class
from torchgrade.marking.collected import Collected, collect
from torchgrade.marking.store import Store
from torchgrade.marking.tables import Database

os.environ.setdefault("PYTHONUNBUFFERED", "1")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run of nine students: see `tools/written_class.py`."""
    make_class(tmp_path / "grades", 9, seed=14)
    return tmp_path / "grades"


@pytest.fixture
def collected(out: Path) -> Collected:
    return collect(out)


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[Postgres]:
    if WHY_NO_POSTGRES:
        pytest.skip(WHY_NO_POSTGRES)
    with postgres() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Marks in each of the databases that can have them."""
    if request.param == "sqlite":
        made = Database.of_file(tmp_path / "marks.db")
    else:
        made = Database(request.getfixturevalue("own_postgres").new())
    yield made
    made.close()


@pytest.fixture
def store(database: Database, collected: Collected) -> Store:
    made = Store(database, collected.manifest.lab, seed=1, double=0.0)
    made.enter(collected.questions, {}, collected.groups)
    return made


@contextlib.contextmanager
def serving(out: Path) -> Iterator[Callable[..., Served]]:
    """Start `torchgrade mark` as a command does; what still runs in the end is ended."""
    with contextlib.ExitStack() as stack:

        def start(*options: str, port: int = 0) -> Served:
            command = [sys.executable, "-m", "torchgrade", "mark", str(out), "--port", str(port)]
            process = subprocess.Popen(
                [*command, *options], cwd=COURSE, stdout=subprocess.PIPE, text=True
            )
            stack.callback(process.wait, 60)
            stack.callback(process.send_signal, signal.SIGKILL)
            assert process.stdout is not None
            stack.callback(process.stdout.close)
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", line):
                    return Served(process, int(found[1]), found[2])
            raise AssertionError("it has ended without an address")

        yield start


@pytest.fixture
def serve(out: Path) -> Iterator[Callable[..., Served]]:
    """Start servers of this test's own class."""
    with serving(out) as start:
        yield start


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for tests that change nothing: it takes a second to start."""
    out = tmp_path_factory.mktemp("untouched") / "grades"
    make_class(out, 9, seed=14)
    with serving(out) as start:
        yield start("--seed", "1")
