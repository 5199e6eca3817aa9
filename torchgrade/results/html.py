"""Pages for people: a student's feedback, and the report of a run for staff."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from torchgrade.pages import Filters, templates_of
from torchgrade.records import Batch, Grade, Manifest
from torchgrade.results.question_feedback import feedback_of, notes_of, sentence_of
from torchgrade.results.tables import formula_in_scripts
from torchgrade.texts import lasting, printable, said

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["feedback", "overview", "script", "states_of", "templates"]

_NOTED = ": noted; the result comes with the grade"
"""The output of the stand-in for otter at a check, whose result is on the page."""


@cache
def templates() -> Environment:
    """Return the templates of a run's pages."""
    filters: Filters = {
        "zip": zip,
        "points": lambda value: f"{value:g}",
        "said": said,
        "coded": _coded,
        "dated": lambda text: re.sub(r"(:\d\d)\.\d+", r"\1", text),
        "lasting": lasting,
        "states": lambda grade: " ".join(states_of(grade)),
    }
    made = templates_of("torchgrade.results", filters)
    made.finalize = _fit_to_show
    return made


def _fit_to_show(value: object) -> object:
    """Return a page's content without characters that would deceive its readers."""
    if not isinstance(value, str):
        return value
    clean = printable(value)
    return value if clean == value else type(value)(clean)


def feedback(grade: Grade, manifest: Manifest, dataset: str = "") -> str:
    """Return the page that a student may see: public tests in full, hidden ones by their hints.

    It does not contain a hidden test's message, source and inputs, only the author's sentence for
    students.
    """
    told = feedback_of(grade, manifest.headings)
    page = templates().get_template("feedback.html")
    return page.render(
        grade=grade,
        manifest=manifest,
        dataset=dataset,
        complete=[one for one in told if not (one.trials or one.by_hand)],
        lost=[one for one in told if one.trials or one.by_hand],
        causes=[(cause, sentence_of(cause)) for cause in grade.causes],
        notes=notes_of(grade),
        outputs=[one for one in grade.outputs if not one.text.rstrip().endswith(_NOTED)],
        written=[
            (
                question,
                [cell for cell in grade.answers if cell.question == question.name],
                next((mark for mark in grade.marks if mark.question == question.name), None),
            )
            for question in manifest.questions
            if question.manual
        ],
    )


def _coded(text: str) -> Markup:
    """Show text between backticks as code, as notebooks do, with everything escaped."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(text))))


def script() -> dict[str, Markup]:
    """Return what a page needs for tables that sort, search and can be saved: script, script_hash.

    The page allows only the script with this hash.
    """
    from markupsafe import Markup

    formula = Markup(formula_in_scripts())
    text = templates().get_template("sheet.js").render(formula=formula).strip()
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"script": Markup(text), "script_hash": Markup(f"sha256-{digest}")}


def states_of(grade: Grade) -> list[str]:
    """List the words by which a report's rows can be filtered."""
    found = {
        grade.status: True,
        "no points": grade.score == 0,
        "all points": grade.score == grade.max_score,
        "pending": bool(grade.pending_questions),
        "late": bool(grade.late),
        "with notes": bool(grade.flags or grade.message),
        "changed by hand": bool(grade.overridden_questions),
    }
    return [state.replace(" ", "-") for state, holds in found.items() if holds]


def overview(runs: Sequence[tuple[Batch, Manifest, Mapping[str, str]]]) -> str:
    """Return a page with links to the reports of several runs, each in the folder of its lab.

    Args:
        runs: the grades of each lab, its manifest, and a description of each submission, whose
            order the page keeps.
    """
    return templates().get_template("overview.html").render(runs=runs)
