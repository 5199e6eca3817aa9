"""A cell that a referee has run, and what became of it, as far as its player says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torchgrade.grade import wire
from torchgrade.grade.texts import printable

__all__ = ["Cell", "checked_outcome", "shown"]


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
