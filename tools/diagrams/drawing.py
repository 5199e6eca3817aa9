"""Draws boxes in rows, and arrows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tools.pictures import box, svg

__all__ = ["Box", "drawn"]

_WIDTH, _GAP = 680.0, 46.0


@dataclass(frozen=True)
class Box:
    """A box: its key, its name, lines below that, and its kind (``trusted``, ``untrusted``)."""

    key: str
    name: str
    lines: tuple[str, ...] = ()
    kind: str = ""


class _Place(NamedTuple):
    """The position of a drawn box."""

    row: int
    left: float
    top: float
    width: float
    tall: float


def drawn(label: str, rows: list[list[Box]], arrows: list[tuple[str, ...]]) -> str:
    """Draw rows of boxes from top to bottom, and arrows between them: from, to, label."""
    places: dict[str, _Place] = {}
    parts, top = [], 10.0
    for number, row in enumerate(rows):
        width = min(320.0, (_WIDTH - 16 * (len(row) - 1)) / len(row))
        tall = 30.0 + 15 * max(len(one.lines) for one in row)
        left = 10 + (_WIDTH - width * len(row) - 16 * (len(row) - 1)) / 2
        for one in row:
            kind = f"box {one.kind}".rstrip()
            parts.append(box(left, top, width, tall, one.name, list(one.lines), kind))
            places[one.key] = _Place(number, left, top, width, tall)
            left += width + 16
        top += tall + _GAP
    back = 0
    for start, end, *word in arrows:
        here, there, said = places[start], places[end], word[0] if word else ""
        if there.row < here.row:
            parts.append(_back(here, there, said, back))
            back += 1
        else:
            parts.append(_arrow(here, there, said))
    return svg(_WIDTH + 20, top - _GAP + 10, parts, label)


def _arrow(start: _Place, end: _Place, word: str) -> str:
    """Draw an arrow to the right in a row, or down to a later one."""
    if start.row == end.row:
        y = start.top + start.tall / 2
        return _line(start.left + start.width, y, end.left, y, word)
    x, to_x = start.left + start.width / 2, end.left + end.width / 2
    return _line(x, start.top + start.tall, to_x, end.top, word)


def _line(x: float, y: float, to_x: float, to_y: float, word: str) -> str:
    path = f'<path class="a" d="M{x:g} {y:g} L{to_x:g} {to_y:g}"/>'
    return f"{path}\n{_word((x + to_x) / 2 + 8, (y + to_y) / 2 + 4, word)}" if word else path


def _back(start: _Place, end: _Place, word: str, number: int) -> str:
    """Draw an arrow back up, from left side to left side, on its own track."""
    y, to_y = start.top + start.tall / 2, end.top + end.tall / 2
    x = min(start.left, end.left) - 24 - 22 * number
    path = f'<path class="a" d="M{start.left:g} {y:g} H{x:g} V{to_y:g} H{end.left:g}"/>'
    return f"{path}\n{_word(x - 8, (y + to_y) / 2, word, 'end')}" if word else path


def _word(x: float, y: float, word: str, anchor: str = "start") -> str:
    return f'<text class="s" text-anchor="{anchor}" x="{x:g}" y="{y:g}">{word}</text>'
