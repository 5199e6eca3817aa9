"""Makes a card about a question, after its public tests have run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from otter.test_files import TestFile
from otter.test_files.abstract_test import TestCaseResult

from torchgrade.student.answers import is_unanswered, older_answers, why_missing, why_unknown
from torchgrade.student.pictures.picture import Picture
from torchgrade.student.place import Place, place_of
from torchgrade.student.recording import Cells, Failure, asked_by, failure_of
from torchgrade.student.saved import SavedNotebook

__all__ = ["Card", "Trouble", "card_of"]

State = Literal["right so far", "to mend", "not answered yet", "not defined"]

_POINTS = re.compile(r"^points = ([\d.]+)\s*$", re.MULTILINE)
_MARKS = "✅❌"
_WORD = re.compile(r"\w+")
_OF_MODULES = ("_modules", "_parameters", "_buffers", "_backward_hooks", "_forward_hooks")
"""Attributes that an nn.Module lacks if its `__init__` did not call nn.Module's."""

_NOTHING = "NoneType"


@dataclass(frozen=True)
class Trouble:
    """A failed test: its advice, its message, and the student's line, if there is one.

    ``line`` is the line of the test, if nothing else says what it checks; ``picture`` shows what
    the check compared, and ``expected`` says what it expected in place of a number.
    """

    test: str
    advice: str
    said: str
    place: Place | None = None
    line: str = ""
    picture: Picture | None = None
    expected: str = ""


@dataclass(frozen=True)
class Card:
    """A question: how many public tests passed, their points, and those of hidden tests.

    ``points`` are those of the public tests; ``hidden_points`` is None if the tests don't say what
    the question is worth.
    """

    name: str
    title: str
    state: State
    passed: int
    public: int
    points: float
    hidden_points: float | None
    troubles: tuple[Trouble, ...]
    remarks: tuple[str, ...]

    @property
    def total(self) -> float | None:
        """All points of the question."""
        return None if self.hidden_points is None else self.points + self.hidden_points


def card_of(
    found: TestFile,
    cells: Cells,
    cell_of: Callable[[str], str],
    saved: SavedNotebook,
) -> Card:
    """Make a card from the results of a question's tests.

    Args:
        found: otter's results.
        cells: the cells that were run in this kernel.
        cell_of: returns a cell's name for a file name; see :func:`place_of`.
        saved: the notebook's file.
    """
    results = list(found.test_case_results)
    question = saved.question(found.name)
    failed = [result for result in results if not result.passed]
    missing, stubs = _answers(failed)
    if missing:
        asked = set(_WORD.findall(" ".join(saved.tests.values())))
        state: State = "not defined"
        troubles = tuple(Trouble("", "", why_missing(name, cells, asked)) for name in missing)
    elif stubs:
        state = "not answered yet"
        troubles = tuple(Trouble("", "", f"{name} still has ... in it.") for name in stubs)
    else:
        state = "to mend" if failed else "right so far"
        troubles = _once(_trouble(result, cell_of, cells, saved) for result in failed)
    tested = dict.fromkeys(name for result in results for name in asked_by(result.test_case.body))
    return Card(
        name=found.name,
        title=(question.title if question else "") or found.name,
        state=state,
        passed=len(results) - len(failed),
        public=len(results),
        points=_public_points(found),
        hidden_points=_hidden_points(found),
        troubles=troubles,
        remarks=tuple(older_answers(tested, cells, saved)),
    )


def _answers(failed: list[TestCaseResult]) -> tuple[list[str], list[str]]:
    """Return names that failed tests need: those that are missing, and stubs."""
    missing: dict[str, None] = {}
    stubs: dict[str, None] = {}
    for result in failed:
        failure = failure_of(result.test_case.body)
        for name in failure.missing if failure else ():
            missing[name] = None
        for name, value in failure.given.items() if failure else ():
            if is_unanswered(value):
                stubs[name] = None
    return list(missing), list(stubs)


def _trouble(
    result: TestCaseResult, cell_of: Callable[[str], str], cells: Cells, saved: SavedNotebook
) -> Trouble:
    case, failure = result.test_case, failure_of(result.test_case.body)
    named = getattr(getattr(case.body, "test_func", None), "__name__", case.name)
    test = named.removeprefix("test_").replace("_", " ")
    advice = (case.failure_message or "").strip()
    message = (result.message or "").strip().strip(_MARKS).strip()
    if failure is None:  # a doctest, which only has a message
        return Trouble(test, advice, message)
    error, place = failure.error, place_of(failure.error, cell_of)
    said, line = str(error).strip(), "" if place else _line_of(message)
    if isinstance(error, AssertionError) and (said or place is None):
        expected, picture = ("", None) if case.hidden else _seen(failure)
        return Trouble(test, advice, said, place, "" if said else line, picture, expected)
    if place is None and advice:  # there is no answer yet that the hint could be about
        advice = f"What this test is about: {advice}"
    return Trouble(test, "" if place else advice, _stop(failure, cells, saved, place), place, line)


def _stop(failure: Failure, cells: Cells, saved: SavedNotebook, place: Place | None) -> str:
    """Describe the error that stopped code, and its likely cause."""
    error, more = failure.error, ""
    if isinstance(error, AttributeError) and error.name in _OF_MODULES:
        more = "Does its __init__ begin with super().__init__()?"
    elif isinstance(error, NameError) and error.name and place:
        more = why_unknown(error.name, cells, saved)
    elif isinstance(error, TypeError) and _NOTHING in str(error) and not place and failure.of_code:
        more = "Is the function finished, and does it return its result?"
    kind = "" if isinstance(error, AssertionError) else type(error).__name__
    said = ": ".join(filter(None, (kind, str(error).strip())))
    return f"{said.rstrip('.')}. {more}" if more else said


def _seen(failure: Failure) -> tuple[str, Picture | None]:
    """Return what was expected, in words, and a picture.

    If the answer is itself a number, the expected value is the answer, and is not shown.
    """
    if not hasattr(failure.error, "seen"):  # this needs torch, which may not be installed
        return "", None
    from torchgrade.student.pictures.choice import picture_of
    from torchgrade.student.pictures.wanted import wanted_said

    return wanted_said(failure.error) if failure.of_code else "", picture_of(failure.error)


def _once(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """Show the same error in the same line once, with the names of all tests that it failed."""
    found: list[Trouble] = []
    for one in troubles:
        kind = one.said.partition(":")[0]
        same = [t for t in found if t.place and t.place.same(one.place) and t.said.startswith(kind)]
        if same:
            known = same[0]
            found[found.index(known)] = replace(known, test=f"{known.test}; {one.test}")
        else:
            found.append(one)
    return tuple(found)


def _line_of(message: str) -> str:
    """Return the line of the test, which otter quotes below its message's first line."""
    quoted = [line[2:] for line in message.splitlines() if line.startswith("  ")]
    return "\n".join(quoted).strip()


def _hidden_points(found: TestFile) -> float | None:
    stated = _POINTS.search(getattr(found, "source", "") or "")
    if stated is None:
        return None
    return float(stated[1]) - _public_points(found)


def _public_points(found: TestFile) -> float:
    return sum(result.test_case.points or 0 for result in found.test_case_results)
