"""Imports marks that are in grades but not in the database, after merging, or if it was lost."""

from __future__ import annotations

from torchgrade.marking.collected import Collected
from torchgrade.marking.model import Scale, reason
from torchgrade.marking.store import Store, Wanted
from torchgrade.records import Mark
from torchgrade.results import read_marks

__all__ = ["adopt"]


def adopt(collected: Collected, store: Store) -> int:
    """Add marks in grades to the database, for answers without marks there.

    Returns:
        How many answers got one.
    """
    ids, scales, adopted = store.ids(), store.scales(), 0
    for grade in collected.grades:
        for mark in read_marks(grade, collected.folder(grade)):
            content = collected.contents.get(grade.submission, {}).get(mark.question)
            number = ids.get((mark.question, content or ""))
            if number is not None:
                wanted = _wanted(mark, scales[mark.question])
                adopted += store.adopt(number, mark.marker or "?", wanted)
    return adopted


def _wanted(mark: Mark, scale: Scale) -> Wanted:
    """Return a mark as lines of the current rubric, as far as they exist, and the rest as text."""
    lines = {reason(item): number for number, item in scale.items.items() if not item.removed}
    items = tuple(lines[one] for one in mark.reasons if one in lines)
    said = [*(one for one in mark.reasons if one not in lines), mark.comment]
    on_top = round(mark.points - scale.bare_points(items), 4)
    return Wanted(0, True, items, on_top, "\n".join(filter(None, said)))
