"""Fills the templates of cards, boards and reports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from torchgrade.pages import templates_of
from torchgrade.student.weight_files import WeightFile

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["filled"]


def filled(name: str, **content: object) -> str:
    """Return a filled template."""
    return _templates().get_template(name).render(**content).rstrip("\n")


@cache
def _templates() -> Environment:
    return templates_of(
        "torchgrade.student",
        {"link": _link, "points": _points, "size": _size, "state": _state, "tests": _tests},
    )


def _link(path: str) -> str:
    """Return the URL of a file beside the notebook, or of one with an absolute path.

    A file may be called javascript:alert(1), and a # in a name is not a fragment.
    """
    quoted = quote(path)
    return f"/{quoted.lstrip('/')}" if path.startswith("/") else f"./{quoted}"


def _points(value: float) -> str:
    return f"{value:g} point" + ("" if value == 1 else "s")


def _tests(count: int) -> str:
    return f"{count} public test" + ("" if count == 1 else "s")


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} bytes"
    if count < 1000**2:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1000**2:.1f} MB"


def _state(file: WeightFile) -> str:
    """Describe a file of weights in a few words."""
    if file.trouble:
        return file.trouble
    trained = (
        f"trained on {file.dataset}" if file.dataset else "does not say what it was trained on"
    )
    if file.accuracy is None:
        return trained
    return f"{trained}, {file.accuracy:.2%} right on validation images, as its training noted"
