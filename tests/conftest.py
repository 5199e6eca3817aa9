"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

# Side by side with other tests, one thread each is fastest, and a fork needs it.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TORCHGRADE_OFFLINE"] = "1"
# What the red team looks for, who shares a fork server with all other tests: tests/redteam/lab.py.
os.environ["TORCHGRADE_REDTEAM_SECRET"] = "heron-52218"
# Where JupyterLab has brought rfc3987-syntax, jsonschema builds a grammar of IRIs whenever nbformat
# is imported: seconds of this process and of all that a test starts. No notebook has an IRI.
sys.path.insert(0, str(Path(__file__).parent / "support/quick"))
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [sys.path[0], os.environ.get("PYTHONPATH")])
)

import pytest

from tests.support import gpu, measuring, nbcourse, source, tiny
from tests.support.source import BuiltCourse
from torchgrade.authoring import build
from torchgrade.course import Course
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine, Walls
from torchgrade.sandbox.processes.cores import cores

if measuring.MEASURING:
    measuring.let_referees_save()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run what is marked as slow, too")


def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than cores: tests wait for browsers, servers and limits of time, too."""
    return cores() + 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out, unless they are asked for: by name, by mark or by `--slow`."""
    named = any("::" in argument for argument in config.args)
    if config.getoption("--slow") or config.option.markexpr or named:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in set(slow)]


def pytest_sessionfinish() -> None:
    if measuring.MEASURING:
        measuring.save()


@pytest.fixture(scope="session")
def engine() -> Iterator[IsolatedEngine]:
    """One isolated engine for all tests of a worker: a fork server takes seconds to start."""
    walls: Walls = "required" if sys.platform == "linux" else "wanted"  # none elsewhere
    with IsolatedEngine(walls=walls) as engine:
        yield engine


@pytest.fixture
def warm(engine: IsolatedEngine) -> Iterator[None]:
    """Whatever this process grades, builds or packs in a test runs on the fork server of `engine`.

    Not where a test changes what a fork server starts with (its environment), or ends it.
    """
    with sharing_host(engine.host):
        yield
    engine.settle()


@pytest.fixture(scope="session")
def gpu_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """What engines can run on, with `sharing_host`, to believe that there is a GPU."""
    with gpu.pretended(tmp_path_factory.mktemp("gpu")) as host:
        yield host


@pytest.fixture
def play(engine: IsolatedEngine, tmp_path: Path) -> tiny.Play:
    """Grades tiny assignments: `play(cells, tests, **settings)`, more than once if need be."""
    numbers = count()

    def run(*args: object, **options: object) -> tiny.Played:
        root = tmp_path / str(next(numbers))
        played = partial(tiny.play, engine, root)(*args, **options)  # type: ignore[arg-type]
        engine.settle()
        return played

    return run


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> Path:
    root = tmp_path_factory.mktemp("course")
    course, lab = source.hello(root)
    with sharing_host(engine.host):
        [result] = build(course, [lab])
    assert result.status == "built", result.message
    return root


@pytest.fixture
def built(_built_once: Path, tmp_path: Path) -> BuiltCourse:
    root = tmp_path / "course"
    shutil.copytree(_built_once, root)
    course = Course(root)
    return BuiltCourse(course, course.lab("hello"))


@pytest.fixture(scope="session")
def _nbgrader_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nbcourse.make(tmp_path_factory.mktemp("nbgrader"), ["lab", "other"]).root


@pytest.fixture
def nbgrader_course(_nbgrader_once: Path, tmp_path: Path) -> nbcourse.NbCourse:
    """An nbgrader course of two small labs; every test has a copy of its own."""
    root = tmp_path / "deep-learning"
    shutil.copytree(_nbgrader_once, root)
    return nbcourse.NbCourse(root)
