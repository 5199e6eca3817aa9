"""What tests of commands have in common."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.term import Term


@pytest.fixture
def term(begun: Path, warm: None, tmp_path: Path) -> Term:
    """A copy of a term that a module has begun, to change."""
    shutil.copytree(begun, tmp_path / "term")
    return Term(tmp_path / "term")
