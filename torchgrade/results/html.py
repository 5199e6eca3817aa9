"""Pages for people: a student's feedback, and the report of a run for staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from torchgrade.records import Batch, Grade, Manifest
from torchgrade.results.cutting import said

__all__ = ["environment", "feedback", "overview", "report"]


@cache
def environment() -> Any:
    """Return the templates, with everything escaped that a student may have written."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("torchgrade.results"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["zip"] = zip
    made.filters["points"] = lambda value: f"{value:g}"
    made.filters["said"] = said
    return made


def feedback(grade: Grade, manifest: Manifest, dataset: str = "") -> str:
    """Return the page that a student may see: public tests in full, hidden ones by their hints.

    A hidden test's message, source and inputs are not in it. What stands for it is the sentence
    that its author wrote for students.
    """
    page = environment().get_template("feedback.html")
    return str(page.render(grade=grade, manifest=manifest, dataset=dataset))


def report(batch: Batch, manifest: Manifest) -> str:
    """Return the page of a whole run, for staff."""
    questions = [question for question in manifest.questions if not question.manual]
    page = environment().get_template("report.html")
    return str(page.render(batch=batch, manifest=manifest, questions=questions))


def overview(runs: Sequence[tuple[Batch, Manifest, Mapping[str, str]]]) -> str:
    """Return a page that leads to the reports of several runs, each in a folder of its lab.

    Args:
        runs: the grades of each lab, its manifest, and for each submission what is in it. The page
            keeps the order of the latter.
    """
    return str(environment().get_template("overview.html").render(runs=runs))
