"""A course of nbgrader's, made once; every test has a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import nbcourse
from tests.support.nbcourse import NbCourse


@pytest.fixture(scope="session")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nbcourse.make(tmp_path_factory.mktemp("nbgrader"), ["lab", "other"]).root


@pytest.fixture
def course(_released: Path, tmp_path: Path) -> NbCourse:
    root = tmp_path / "deep-learning"
    shutil.copytree(_released, root)
    return NbCourse(root)
