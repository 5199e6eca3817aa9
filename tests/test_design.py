"""docs/design.md speaks of what is there: its pictures, and the files that it names."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from tools import diagrams, pictures

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "design.md").read_text("utf-8")
ROOMS = [path.name for path in (ROOT / "torchgrade").iterdir() if path.is_dir()]
PLACES = sorted(set(re.findall(r"`([a-z_]+/[a-z_/]+)`", PAGE)))


DRAWN = pictures.PICTURES | diagrams.DIAGRAMS


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_what_the_code_says(name: str) -> None:
    """Else: python tools/pictures.py, python -m tools.diagrams."""
    assert (pictures.IMAGES / name).read_text("utf-8") == DRAWN[name]()


@pytest.mark.parametrize("module", [*(module for module, _ in pictures.WAY), pictures.PLAYER[1]])
def test_a_hop_of_the_way_is_there(module: str) -> None:
    assert importlib.util.find_spec(module)


def test_the_way_has_ten_hops_at_most() -> None:
    assert len(pictures.WAY) <= 10


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_the_page_names_is_there(place: str) -> None:
    """A place is a room's file or folder, without its ending."""
    if place.partition("/")[0] in ROOMS:
        path = ROOT / "torchgrade" / place
        assert path.is_dir() or path.with_suffix(".py").is_file()
    else:
        assert (ROOT / place).exists()


def test_the_page_names_places_of_most_rooms() -> None:
    named = {place.partition("/")[0] for place in PLACES}
    assert {"engine", "sandbox", "grade", "authoring", "verify", "nbgrader", "files"} <= named
