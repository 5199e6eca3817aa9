"""Renders a comparison as a page for staff."""

from __future__ import annotations

from torchgrade.regrade.comparison import Comparison
from torchgrade.regrade.differences import Differences
from torchgrade.regrade.said import moved_of, totals_of, where_of
from torchgrade.results.html import templates

__all__ = ["comparison_page"]


def comparison_page(comparison: Comparison, differences: Differences) -> str:
    """Return the page: totals, each question with its changes, and all students."""
    return (
        templates()
        .get_template("compare.html")
        .render(
            comparison=comparison,
            differences=differences,
            title=comparison.run.manifest.title
            if comparison.run.manifest
            else comparison.run.batch.lab,
            totals=totals_of(comparison),
            moved=moved_of(comparison),
            rows=[(change, where_of(change)) for change in comparison.changes],
        )
    )
