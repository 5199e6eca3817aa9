"""Cells that use a student's answers, and say which questions they wait for."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

__all__ = ["needs", "show_after"]

_T = TypeVar("_T")


@contextlib.contextmanager
def needs(*questions: int | str) -> Iterator[None]:
    """Run what stands below; if that fails, say which questions are to be finished first.

    An interrupt goes through. Figures that were begun are dropped, so that no half of one is shown.

    Args:
        questions: their numbers, ``needs(2, 7, "11b")``, or one text, ``needs("2, 7 and 11b")``.
    """
    try:
        yield
    except Exception as error:
        pyplot = sys.modules.get("matplotlib.pyplot")  # a lab that draws has imported it
        if pyplot is not None:
            pyplot.close("all")
        print(f"Finish {_listed(questions)} first, then run this cell again.")
        print(f"({type(error).__name__}: {error})")


def show_after(questions: int | str, draw: Callable[..., _T], *args: object) -> _T | None:
    """Return ``draw(*args)``, which needs answers to some questions; None if they do not work yet.

    Args:
        questions: as in ``needs``.
        draw: draws, prints or trains with the answers in its arguments.
        args: what ``draw`` gets.
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
