"""Draws the units that dropout kept as squares, which shows stripes, blocks and too few of them."""

from __future__ import annotations

import math

import torch

from torchgrade.checks.messages import plural
from torchgrade.checks.seen import Units
from torchgrade.student.drawing import LEFT, squares, svg
from torchgrade.student.pictures.picture import Picture
from torchgrade.student.pictures.places import MOST_COLUMNS, MOST_ROWS

__all__ = ["picture_of_units"]

_KEPT, _WRONG_KEPT, _WRONG_DROPPED = 1, 2, 3
_LOOKS = {
    _KEPT: ("tg-kept", "kept"),
    _WRONG_KEPT: ("tg-error-4", "kept, and wrong"),
    _WRONG_DROPPED: ("tg-error-2", "dropped, and wrong"),
}
_SIGNS = ".#xo"


def picture_of_units(seen: Units) -> Picture | None:
    """Draw which units were kept; None if all or none were, which words can say."""
    kept = seen.kept.detach().cpu()
    if kept.dim() == 0 or kept.numel() == 0 or bool(kept.all()) or not bool(kept.any()):
        return None
    state = kept.to(torch.uint8)
    if seen.off is not None:
        wrong = seen.off.detach().cpu()
        state = torch.where(wrong & kept, _WRONG_KEPT, state)
        state = torch.where(wrong & ~kept, _WRONG_DROPPED, state)
    table, wrapped = _table(state)
    shown = table[:MOST_ROWS, :MOST_COLUMNS]
    rows = [[int(one) for one in row if one >= 0] for row in shown.tolist()]
    width = max(map(len, rows))
    share = _share(seen, kept)
    caption = " ".join([share, *_layout(kept, wrapped, shown.numel() < table.numel())])
    parts = ['<rect width="100%" height="100%"/>']
    levels = [level for level in _LOOKS if any(level in row for row in rows)]
    parts += [f'<path class="{_LOOKS[n][0]}" d="{squares(rows, n)}"/>' for n in levels]
    look = f'class="tg-places" {LEFT} width="{min(width * 14, 480)}"'
    label = f"What dropout kept. {share}"
    key = "# kept, . dropped" + "".join(
        f", {_SIGNS[level]} {_LOOKS[level][1]}" for level in levels if level != _KEPT
    )
    lines = ["".join(_SIGNS[one] for one in row) for row in rows]
    return Picture(
        svg(label, (width, len(rows)), parts, look),
        (*(_LOOKS[level] for level in levels), ("tg-none", "dropped")),
        f"What dropout kept. {caption}",
        (f"what dropout kept ({key}). {caption}", *(f"  {line}" for line in lines)),
    )


def _table(state: torch.Tensor) -> tuple[torch.Tensor, bool]:
    """Arrange units in rows: a sample each or, with only one axis, as many as fit."""
    if state.dim() > 1:
        return state.flatten(1).to(torch.int8), False
    if len(state) <= MOST_COLUMNS:
        return state[None].to(torch.int8), False
    table = torch.full((math.ceil(len(state) / MOST_COLUMNS), MOST_COLUMNS), -1, dtype=torch.int8)
    table.view(-1)[: len(state)] = state.to(torch.int8)
    return table, True


def _share(seen: Units, kept: torch.Tensor) -> str:
    units, dropped = kept.numel(), int((~kept).sum())
    said = f"{dropped:,} of {plural(units, 'unit')} dropped ({dropped / units:.0%})"
    if seen.drop is None:
        return f"{said}."
    return f"{said}; with a probability of {seen.drop:g} it is about {seen.drop * units:,.0f}."


def _layout(kept: torch.Tensor, wrapped: bool, cut: bool) -> list[str]:
    said = []
    if kept.dim() > 1:
        said.append("A row is a sample.")
    if wrapped:
        said.append(f"In rows of {MOST_COLUMNS}.")
    if cut:
        said.append("The first ones are shown.")
    return said
