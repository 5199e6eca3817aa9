"""Draws names in their actual order beside the expected order, step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import pairwise, zip_longest
from typing import Literal, NamedTuple

from torchgrade.checks.seen import Order
from torchgrade.student.pictures.picture import Picture

__all__ = ["Step", "picture_of_order", "steps_of"]

Mark = Literal["", "missing", "extra", "moved", "swapped", "differs"]

_FEWEST_NAMES, _MOST_STEPS = 3, 60
_LONGEST = 24  # characters per name
_WIDTH = 72  # characters per line of text
_NOTHING = "—"


class Step(NamedTuple):
    """The actual and the expected name at one place; empty if there is none."""

    got: str
    wanted: str
    mark: Mark


def steps_of(got: Sequence[str], wanted: Sequence[str]) -> list[Step]:
    """Align two sequences, place by place or with gaps, whichever has fewer differences."""
    shifted = list[tuple[str, str]]()
    matcher = SequenceMatcher(None, got, wanted, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        shifted += zip_longest(got[a:b], wanted[c:d], fillvalue="")
    in_place = list(zip_longest(got, wanted, fillvalue=""))
    best = min(in_place, shifted, key=lambda pairs: sum(one != other for one, other in pairs))
    return _moved([Step(one, other, _mark(one, other)) for one, other in best])


def _mark(got: str, wanted: str) -> Mark:
    if got == wanted:
        return ""
    return "differs" if got and wanted else "extra" if got else "missing"


def _moved(steps: list[Step]) -> list[Step]:
    """Find swapped neighbours, and names that are missing at one place and extra at another."""
    for i, (one, other) in enumerate(pairwise(steps)):
        if one.mark == other.mark == "differs" and one[:2] == (other.wanted, other.got):
            steps[i : i + 2] = [step._replace(mark="swapped") for step in (one, other)]
    extra = Counter(step.got for step in steps if step.mark == "extra")
    moved = extra & Counter(step.wanted for step in steps if step.mark == "missing")
    for mark, left in (("extra", moved.copy()), ("missing", moved.copy())):
        for i, step in enumerate(steps):
            name = step.got or step.wanted
            if step.mark == mark and left[name] > 0:
                left[name] -= 1
                steps[i] = step._replace(mark="moved")
    return steps


def picture_of_order(seen: Order) -> Picture | None:
    """Draw two orders beside each other; None if there are too many names, or too long ones."""
    names = (*seen.got, *seen.wanted)
    few = max(len(seen.got), len(seen.wanted)) < _FEWEST_NAMES
    if few or max(map(len, names)) > _LONGEST:
        return None
    steps = steps_of([name or "''" for name in seen.got], [name or "''" for name in seen.wanted])
    if len(steps) > _MOST_STEPS:
        return None
    label = f"Yours beside what is expected. {_told(steps)}"
    boxes = "".join(map(_box, steps))
    drawing = (
        f'<table class="tg-order" role="img" aria-label="{escape(label)}"><tbody>'
        f'<tr class="tg-names"><td>yours</td><td>wanted</td><td></td></tr>{boxes}</tbody></table>'
    )
    return Picture(drawing, (), _told(steps), tuple(_lines(steps)))


def _box(step: Step) -> str:
    """Return a step as a table row, which styles turn into a box."""
    look = ' class="tg-off"' if step.mark else ""
    got, wanted = (escape(name or _NOTHING) for name in (step.got, step.wanted))
    return f"<tr{look}><td>{got}</td><td>{wanted}</td><td>{step.mark}</td></tr>"


def _told(steps: Sequence[Step]) -> str:
    """Describe the differences in a sentence."""
    said = []
    for place, step in enumerate(steps, start=1):
        if step.mark in ("differs", "swapped"):
            said.append(f"step {place} is {step.got}, and {step.wanted} is wanted")
        elif step.mark == "moved" and step.wanted:
            said.append(f"{step.wanted} is wanted at step {place}, and comes elsewhere")
        elif step.mark == "missing":
            said.append(f"{step.wanted} is missing at step {place}")
        elif step.mark == "extra":
            said.append(f"{step.got} at step {place} is too much")
    rest = len(said) - 3
    text = "; ".join(said[:3]) + (f"; and {rest} more" if rest > 0 else "")
    return f"{text[:1].upper()}{text[1:]}."


def _lines(steps: Sequence[Step]) -> list[str]:
    """Return the same as text: blocks of three lines, one below the other."""
    cells = [(step.got or _NOTHING, step.wanted or _NOTHING, step.mark) for step in steps]
    lines, block, used = ["yours beside what is expected:"], list[tuple[str, ...]](), 0
    for cell in [*cells, None]:
        width = max(map(len, cell)) + 2 if cell else 0
        if block and (cell is None or used + width > _WIDTH):
            heads = ("yours ", "wanted", "      ")
            for head, *row in zip(heads, *block, strict=True):
                lines.append(f"  {head}  {''.join(row)}".rstrip())
            block, used = [], 0
        if cell:
            block.append(tuple(text.ljust(width) for text in cell))
            used += width
    return [line for line in lines if line.strip()]
