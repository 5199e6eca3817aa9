"""Fixtures of the tests that grade."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.grade import IsolatedEngine

Play = Callable[..., tiny.Played]


@pytest.fixture
def play(engine: IsolatedEngine, tmp_path: Path) -> Play:
    """Grades tiny assignments: `play(cells, tests, **settings)`, more than once if need be."""
    numbers = count()

    def run(*args: object, **options: object) -> tiny.Played:
        root = tmp_path / str(next(numbers))
        played = partial(tiny.play, engine, root)(*args, **options)  # type: ignore[arg-type]
        engine.settle()
        return played

    return run
