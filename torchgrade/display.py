"""What the command shows in a terminal: progress and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

if TYPE_CHECKING:
    from torchgrade.records import Batch, Manifest

__all__ = ["console", "errors", "grades_table", "progress_bar"]

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def progress_bar() -> Progress:
    """Return a bar that counts, on standard error."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
    )


def grades_table(batch: Batch, manifest: Manifest) -> Table:
    """Show what each submission scored, and where it lost points."""
    table = Table("submission", "score", "lost in", "seconds", title=manifest.title)
    for grade in batch.grades:
        lost = [
            f"{question.name} ({question.score:g}/{question.max_score:g})"
            for question in grade.questions
            if question.score < question.max_score
        ]
        score = grade.status if grade.score is None else f"{grade.score:g}/{grade.max_score:g}"
        shown = ", ".join(lost[:4]) + (f" and {len(lost) - 4} more" if len(lost) > 4 else "")
        note = escape(grade.message or shown)
        table.add_row(escape(grade.submission), score, note, f"{grade.seconds:.1f}")
    return table
