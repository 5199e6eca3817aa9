"""Shows all questions of a notebook in order: results of tests, and answers for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import localtime, strftime

from torchgrade.student.answers import has_dots
from torchgrade.student.card import Card
from torchgrade.student.saved import SavedNotebook, SavedQuestion, is_placeholder
from torchgrade.student.weight_files import WeightFile

__all__ = ["Board", "Row", "board_of", "written_state"]


@dataclass(frozen=True)
class Row:
    """A question: its state in a few words; points are None if they are unknown.

    ``anchor`` is JupyterLab's id of its heading, to link to; empty if it has none.
    """

    title: str
    anchor: str
    state: str
    tests: str = ""
    points: float | None = None
    hidden_points: float | None = None

    @property
    def worth(self) -> str:
        """The points of public and hidden tests, in a few words."""
        if self.points is None:
            return ""
        more = "" if self.hidden_points is None else f" + {self.hidden_points:g} hidden"
        return f"{self.points:g}{more}"


@dataclass(frozen=True)
class Board:
    """The questions, and the files of weights beside the notebook.

    ``saved`` is when the file with the written answers was saved, if the page may differ from it.
    """

    rows: tuple[Row, ...]
    weights: tuple[WeightFile, ...]
    saved: str = ""


def board_of(
    cards: Iterable[Card], saved: SavedNotebook, weights: Sequence[WeightFile] = ()
) -> Board:
    """Put the cards of tested questions and the written ones into the notebook's order."""
    left = {card.name: card for card in cards}
    rows = []
    for question in saved.questions:
        card = left.pop(question.name, None)
        if card is not None:
            rows.append(_tested(card, question))
        elif not question.name:
            rows.append(Row(question.title, _anchor(question.title), written_state(question)))
    for card in left.values():
        row = _tested(card, None)
        gone = ", its check cell is gone" if saved.cells else ""
        rows.append(replace(row, state=row.state + gone))
    known = saved.is_page or not any(question.written for question in saved.questions)
    when = "" if known else strftime("%H:%M:%S", localtime(saved.time))
    return Board(tuple(rows), tuple(weights), when)


def written_state(question: SavedQuestion) -> str:
    """Return the state of a written answer: ``empty``, or how many lines it has."""
    lines = [
        line
        for text in question.written
        if not is_placeholder(text)
        for line in text.splitlines()
        if line.strip()
    ]
    if question.written and not lines:
        return "empty"
    if any(has_dots(code) for code in question.answers):
        return "code is missing"
    if not question.written:
        return "a person looks at it"
    return f"{len(lines)} line" + ("" if len(lines) == 1 else "s")


def _tested(card: Card, question: SavedQuestion | None) -> Row:
    state = str(card.state)
    if question and question.written and all(map(is_placeholder, question.written)):
        state += ", text is empty"
    tests = f"{card.passed} of {card.public}"
    anchor = _anchor(question.title) if question else ""
    return Row(card.title, anchor, state, tests, card.points, card.hidden_points)


def _anchor(title: str) -> str:
    return title.replace(" ", "-")
