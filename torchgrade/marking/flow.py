"""Writes marks from the database into grades, feedback, reports and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torchgrade.files.writing import write_text
from torchgrade.marking.collected import Collected
from torchgrade.marking.model import AnswerMarks, Given, Scale, State
from torchgrade.marking.store import Store
from torchgrade.records import Grade, Mark, QuestionSpec
from torchgrade.results import read_marks, write_batch, write_marks, write_submission
from torchgrade.results.tables import Value, to_csv

__all__ = ["Applied", "apply", "standing"]

_TABLE = "marks.csv"


@dataclass(frozen=True)
class Applied:
    """The result of writing marks: how many submissions changed, and the states of answers."""

    changed: int
    states: Counter[State]


@dataclass(frozen=True)
class Standing:
    """A student's answer, its state, and its points, as far as known."""

    grade: Grade
    question: QuestionSpec
    marks: AnswerMarks
    state: State
    mark: Mark | None


def apply(collected: Collected, store: Store) -> Applied:
    """Write all marks that count into the grades of a run; other answers stay unmarked.

    Raises:
        OSError: a file can't be written.
    """
    changed = 0
    rows = list(standing(collected, store))
    by_submission: dict[str, list[Mark]] = {}
    for row in rows:
        if row.mark is not None:
            by_submission.setdefault(row.grade.submission, []).append(row.mark)
    for grade in collected.grades:
        folder, marks = collected.folder(grade), tuple(by_submission.get(grade.submission, ()))
        if grade.status != "graded" or read_marks(grade, folder) == marks:
            continue
        changed += 1
        write_marks(grade, marks, folder)
        write_submission(
            grade,
            collected.manifest,
            dict(collected.part.run.config),
            collected.part.folder,
            dataset=collected.part.batch.dataset,
        )
    # Even if no mark has changed, as an earlier call may have been killed before this.
    write_batch(collected.part.batch, collected.manifest, collected.part.folder)
    write_text(collected.part.folder / _TABLE, _table(rows, store.scales()))
    return Applied(changed, Counter(row.state for row in rows))


def standing(collected: Collected, store: Store) -> Iterator[Standing]:
    """Yield the state of each student's answers, in the order of the grades."""
    ids, scales, marks = store.ids(), store.scales(), store.marks()
    for grade in collected.grades:
        for question in collected.questions:
            content = collected.contents.get(grade.submission, {}).get(question.name)
            if content is None:
                continue
            given = marks[ids[question.name, content]]
            scale = scales[question.name]
            counts = given.counts(scale)
            mark = None if counts is None else _mark(question, scale, counts)
            yield Standing(grade, question, given, given.state(scale), mark)


def _mark(question: QuestionSpec, scale: Scale, given: Given) -> Mark:
    return Mark(
        question.name,
        scale.points(given),
        question.points,
        scale.reasons(given),
        given.comment,
        given.marker,
    )


def _table(rows: Sequence[Standing], scales: dict[str, Scale]) -> str:
    """Return a row for each student and question, for use in other programs."""
    header = ["submission", "student", "sid", "question", "state", "points", "max_score"]
    header += ["reasons", "comment", "marker", "points_of_first", "second_marker"]
    header += ["points_of_second", "settled_by", "changed"]
    return to_csv(header, (_row(one, scales[one.question.name]) for one in rows))


def _row(one: Standing, scale: Scale) -> list[Value]:
    first, second, settled = one.marks.first, one.marks.second, one.marks.settled
    latest = [given.changed for given in (first, second, settled) if given]
    return [
        *(one.grade.submission, one.grade.student, one.grade.sid, one.question.name, one.state),
        one.mark.points if one.mark else None,
        one.question.points,
        "; ".join(one.mark.reasons) if one.mark else "",
        one.mark.comment if one.mark else "",
        first.marker if first else "",
        scale.points(first) if first and first.done else None,
        second.marker if second else "",
        scale.points(second) if second and second.done else None,
        settled.marker if settled else "",
        max(latest, default=""),
    ]
