"""The outcomes of the cells that a referee has run, as its player reports them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from torchgrade.engine.protocol.messages import SHOWN, Ran
from torchgrade.engine.protocol.reasons import Reason, Why, note_of
from torchgrade.engine.protocol.report import CellError
from torchgrade.records import CellOutput
from torchgrade.texts import printable

__all__ = ["TOGETHER", "CellRun", "kept_outputs"]

_CELLS, _BYTES = 500, 1_000_000
"""Most cells of a notebook whose outputs are kept, and most bytes of all outputs."""

TOGETHER = 2**22
"""Characters of errors and tracebacks that all cells of a notebook together may have."""


@dataclass(frozen=True)
class CellRun:
    """The outcome of a cell.

    ``error`` is what the cell's own code raised, in its player's words, with its ``traceback``;
    ``why`` says in the grader's words if the cell did not end by itself. It may have killed its
    process (``died``), or run until it was killed (``hung``).
    """

    error: str = ""
    traceback: str = ""
    text: str = ""
    why: Why | None = None
    died: bool = False
    hung: bool = False
    cell: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, ran: Ran) -> CellRun:
        """Make it from the player's report."""
        parts = map(printable, (ran.printed, *ran.displayed))
        shown = "\n".join(part.rstrip("\n") for part in parts if part)
        return cls(printable(ran.error), printable(ran.traceback), shown[:SHOWN])

    @classmethod
    def dead(cls, why: str, *, hung: bool = False) -> CellRun:
        """Make it for a cell whose process is gone."""
        known = why if isinstance(why, Why) else Why(Reason.ENDED)
        return cls(why=known, died=True, hung=hung)

    def error_record(self) -> CellError:
        """Return the report for the supervisor on a cell that raised, or did not end by itself."""
        return CellError(
            cell=self.cell,
            error=str(self.why or self.error),
            traceback=self.traceback,
            why=str(self.why or ""),
            note=note_of(self.why, self.cell),
        )

    def within(self, room: int) -> CellRun:
        """Leave out its traceback if other errors have left no room for it."""
        return (
            self if len(self.error) + len(self.traceback) <= room else replace(self, traceback="")
        )


def kept_outputs(outcomes: Iterable[CellRun]) -> tuple[CellOutput, ...]:
    """List what cells displayed, by their numbers, up to what people will read."""
    kept: list[CellOutput] = []
    left = _BYTES
    for outcome in outcomes:
        text = outcome.text
        left -= len(text.encode())
        if text and (left < 0 or len(kept) >= _CELLS):
            why = (
                "What this cell and those after it showed is left out: of a notebook, "
                f"{_CELLS} cells and {_BYTES / 1e6:.0f} MB are kept."
            )
            return (*kept, CellOutput(outcome.cell, why))
        if text:
            kept.append(CellOutput(outcome.cell, text))
    return tuple(kept)
