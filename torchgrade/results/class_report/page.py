"""Makes the page of a whole run, for staff."""

from __future__ import annotations

import shlex
import statistics
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from torchgrade.records import Batch, Grade, Manifest, QuestionSpec
from torchgrade.results.class_report.alike import alike_code, alike_weights
from torchgrade.results.html import script, states_of, templates
from torchgrade.results.mistakes import mistakes_made
from torchgrade.results.statistics import figures_of, spread_of
from torchgrade.results.written import NOTEBOOK

__all__ = ["report"]


@dataclass(frozen=True)
class _ToMark:
    """How many answers to a written question are marked."""

    spec: QuestionSpec
    answered: int
    empty: int
    marked: int

    @property
    def left(self) -> int:
        return max(0, self.answered - self.marked)


@dataclass(frozen=True)
class _Time:
    """The seconds that cells took, and how many submissions were near the limit."""

    median: float
    most: float
    near: int


def report(
    batch: Batch,
    manifest: Manifest,
    explained: Collection[tuple[str, str]] = (),
    notebooks: Collection[str] = (),
    out: Path = Path(),
) -> str:
    """Return the page of a whole run, for staff: scores, tests that look wrong, all submissions.

    Args:
        batch: the grades.
        manifest: the manifest of the autograder that made them.
        explained: submissions and questions with a page that explains their grade.
        notebooks: submissions whose notebook is beside their feedback.
        out: the folder of the run, as commands on the page name it.
    """
    page = templates().get_template("report.html")
    figures = figures_of(batch.grades, manifest)
    ordered = sorted(batch.grades, key=_place)
    most = max((grade.max_score for grade in batch.grades), default=manifest.max_score)
    return page.render(
        batch=batch,
        manifest=manifest,
        questions=[question for question in manifest.questions if not question.manual],
        marked=[q for q in manifest.questions if q.manual and any(g.marks for g in batch.grades)],
        most=most,
        shared=_shared(batch.grades),
        explained=frozenset(explained),
        notebooks=frozenset(notebooks),
        examples={name: _quoted(out / "submissions" / name / NOTEBOOK) for name in notebooks},
        ordered=ordered,
        numbers={grade.submission: number for number, grade in enumerate(ordered, 1)},
        states=Counter(state for grade in batch.grades for state in states_of(grade)),
        spread=spread_of(batch.grades, most),
        late=sum(bool(g.lateness and g.lateness.share) for g in batch.grades),
        untimed=sum(bool(g.lateness and g.lateness.is_unknown) for g in batch.grades),
        figures=figures,
        made=sorted(mistakes_made(batch.grades, manifest), key=lambda one: -len(one.submissions)),
        warnings=[(one, case) for one in figures for case in one.cases if case.warning],
        to_mark=_to_mark(batch.grades, manifest),
        time=_time(batch.grades, manifest.seconds),
        weights=alike_weights(batch.similar),
        code=alike_code(batch.grades, manifest),
        **script(),
    )


def _quoted(path: Path) -> str:
    """Quote a path for a shell."""
    return shlex.quote(path.as_posix())


def _place(grade: Grade) -> int:
    """Return a sort key that puts first what a person must see: rejected, ungraded, no points."""
    if grade.status != "graded":
        return ("rejected", "ungraded").index(grade.status)
    return 2 if not grade.score else 3


def _shared(grades: Sequence[Grade]) -> Sequence[str]:
    """Return the flags that all of several graded submissions have; they are shown only once.

    With a zip of plain otter, for instance, many tests run in the same way for everybody.
    """
    graded = [grade.flags for grade in grades if grade.status == "graded"]
    if len(graded) < 2:
        return ()
    return [flag for flag in graded[0] if all(flag in flags for flags in graded)]


def _to_mark(grades: Sequence[Grade], manifest: Manifest) -> list[_ToMark]:
    """Count, for each written question, the answers and those of them with a mark."""
    graded = [grade for grade in grades if grade.status == "graded"]
    found = []
    for spec in (question for question in manifest.questions if question.manual):
        cells = ([cell for cell in grade.answers if cell.question == spec.name] for grade in graded)
        empty = sum(bool(mine) and not any(cell.lines for cell in mine) for mine in cells)
        marked = sum(mark.question == spec.name for grade in graded for mark in grade.marks)
        found.append(_ToMark(spec, len(graded) - empty, empty, marked))
    return found


def _time(grades: Sequence[Grade], limit: int) -> _Time | None:
    took = [grade.notebook_seconds for grade in grades if grade.notebook_seconds is not None]
    if not took:
        return None
    near = sum(seconds > limit / 2 for seconds in took)
    return _Time(statistics.median(took), max(took), near)
