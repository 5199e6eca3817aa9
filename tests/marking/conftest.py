"""A small class whose written answers nobody has marked, and what serves it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.command import started
from tests.support.marking import Served
from tests.support.postgres import WHY_NO_POSTGRES, Postgres, postgres
from tools.written_class import COURSE, make_class
from torchgrade.marking.collected import Collected, collect
from torchgrade.marking.store import Store
from torchgrade.marking.tables import Database


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("class") / "grades"
    make_class(out, 9, seed=14)
    return out


@pytest.fixture
def out(_made_once: Path, tmp_path: Path) -> Path:
    """A run of nine students, a copy for each test: see `tools/written_class.py`."""
    return Path(shutil.copytree(_made_once, tmp_path / "grades"))


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
            reads, writes = os.pipe()
            arguments = ["mark", out, "--port", str(port), *options]
            process = started(*arguments, cwd=COURSE, out=writes)
            os.close(writes)
            stack.callback(process.join, 60)
            stack.callback(process.kill)
            for line in stack.enter_context(open(reads, encoding="utf-8")):
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
def untouched(_made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for tests that change nothing."""
    out = Path(shutil.copytree(_made_once, tmp_path_factory.mktemp("untouched") / "grades"))
    with serving(out) as start:
        yield start("--seed", "1")
