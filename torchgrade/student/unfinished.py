"""Helpers for cells that use a student's answers, which say which questions are missing."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

__all__ = ["needs", "show_after"]

_T = TypeVar("_T")


@contextlib.contextmanager
def needs(*questions: int | str) -> Iterator[None]:
    """Run a block; if it fails, say which questions must be finished first.

    Interrupts are passed on. Figures that were begun are closed, so that none is shown unfinished.

    Args:
        questions: their numbers, ``needs(2, 7, "11b")``, or one text, ``needs("2, 7 and 11b")``.
    """
    try:
        yield
    except Exception as error:
        pyplot = sys.modules.get("matplotlib.pyplot")  # a lab that draws has imported matplotlib
        if pyplot is not None:
            pyplot.close("all")
        print(f"Finish {_listed(questions)} first, then run this cell again.")
        print(f"({type(error).__name__}: {error})")


def show_after(questions: int | str, draw: Callable[..., _T], *args: object) -> _T | None:
    """Return ``draw(*args)``, which needs answers to some questions; None if they don't work yet.

    Args:
        questions: as in ``needs``.
        draw: a function that draws, prints or trains with the answers in its arguments.
        args: its arguments.
    """
    with needs(questions):
        return draw(*args)
    return None


def _listed(questions: tuple[int | str, ...]) -> str:
    """Return "question 2", or "questions 2, 7 and 11b"."""
    *others, last = (str(question) for question in questions)
    text = f"{', '.join(others)} and {last}" if others else last
    several = " and " in text or "," in text
    return f"question{'s' * several} {text}"
