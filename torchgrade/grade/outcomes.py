"""A cell that a referee has run, and what became of it, as far as its player says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from torchgrade.grade import wire
from torchgrade.texts import printable

__all__ = ["Cell", "checked_outcome", "kept_outputs", "shown"]

_CELLS, _BYTES = 500, 1_000_000
"""How many cells of a notebook what is shown of is kept, and how much of all of them together."""


@dataclass(frozen=True)
class Cell:
    """A cell to run, with its number in the submitted notebook (0: added by us)."""

    number: int
    source: str


def checked_outcome(content: Any) -> dict[str, Any]:
    """Take what a player says of a cell, as far as it has the right form.

    Raises:
        wire.WireError: it has another one.
    """
    if type(content) is not dict:
        raise wire.WireError("not the outcome of a cell")
    outputs = content.get("outputs")
    displayed = outputs[:40] if type(outputs) is list else []
    texts = {
        key: printable(str(content.get(key, ""))[:limit])
        for key, limit in (("error", 2000), ("traceback", 20_000), ("stdout", 25_000))
    }
    return {**texts, "outputs": [printable(text) for text in displayed if type(text) is str]}


def shown(outcome: dict[str, Any]) -> str:
    """Put what a cell printed and displayed together, as text."""
    parts = [outcome.get("stdout", ""), *outcome.get("outputs", [])]
    return "\n".join(part.rstrip("\n") for part in parts if part)[:25_000]


def kept_outputs(outcomes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """List what cells showed, each with its number, until it is more than people will read."""
    kept: list[dict[str, Any]] = []
    left = _BYTES
    for outcome in outcomes:
        text = shown(outcome)
        left -= len(text.encode())
        if text and (left < 0 or len(kept) >= _CELLS):
            why = (
                "What this cell and those after it showed is left out: of a notebook, "
                f"{_CELLS} cells and {_BYTES / 1e6:.0f} MB are kept."
            )
            return [*kept, {"cell": outcome["cell"], "text": why}]
        if text:
            kept.append({"cell": outcome["cell"], "text": text})
    return kept
