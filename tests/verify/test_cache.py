"""Results of earlier runs are read as they were kept, and thrown away where they can't be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from torchgrade.verify import RunCache
from torchgrade.verify.proof import Case, Run

RUN = Run((Case("test_a", "q1", True, False, 2.0, "no"),), seconds=1.5, slowest=(3, 0.5))


def test_a_run_is_read_as_it_was_kept(tmp_path: Path) -> None:
    cache = RunCache(tmp_path / "verify.sqlite")
    assert cache.get("key") is None
    cache.put("key", RUN)
    assert cache.get("key") == RUN
    cache.close()


@pytest.mark.parametrize("kept", ["{", "[]", '{"cases": 3}', '{"cases": [], "of_another": 1}'])
def test_what_another_version_has_kept_is_nothing(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "verify.sqlite"
    cache = RunCache(path)
    with sqlite3.connect(path) as base:
        base.execute("insert into runs values ('key', ?)", (kept,))
    base.close()
    assert cache.get("key") is None
    cache.put("key", RUN)
    assert cache.get("key") == RUN
    cache.close()
