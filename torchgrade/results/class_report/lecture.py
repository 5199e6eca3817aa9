"""Makes the page for the lecture, without names: what a class knows, and what it confused."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.records import Batch, Manifest
from torchgrade.results.html import templates
from torchgrade.results.mistakes import Made, mistakes_made
from torchgrade.results.statistics import figures_of, spread_of

__all__ = ["lecture"]

_LEAST = 2
"""Least submissions with a mistake for it to be shown: a single one would point at somebody."""

_MOST = 20  # mistakes


def lecture(batch: Batch, manifest: Manifest) -> str:
    """Return the page: scores, questions, and mistakes that several students made, by frequency.

    It contains no names, not even of tests, as a hidden test may be used again.

    Args:
        batch: the grades.
        manifest: the manifest of the autograder that made them.
    """
    page = templates().get_template("lecture.html")
    figures = [one for one in figures_of(batch.grades, manifest) if one.mean is not None]
    made = _of_several(mistakes_made(batch.grades, manifest))
    most = max((grade.max_score for grade in batch.grades), default=manifest.max_score)
    return page.render(
        manifest=manifest,
        spread=spread_of(batch.grades, most),
        most=most,
        figures=sorted(figures, key=lambda one: one.mean or 0.0),
        made=made[:_MOST],
        more=max(0, len(made) - _MOST),
        least=_LEAST,
    )


def _of_several(made: Sequence[Made]) -> list[Made]:
    named = [one for one in made if one.mistake.is_explained and len(one.submissions) >= _LEAST]
    return sorted(named, key=lambda one: -len(one.submissions))
