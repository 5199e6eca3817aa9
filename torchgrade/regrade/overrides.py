"""Applies points that people gave in place of those of tests, and removes them again.

A grade keeps both. Regrading ignores overrides, which are applied last, so every regrade has them,
and none has to handle them.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.grade.score import pending, total
from torchgrade.grade.submissions.submission import Submission, stem_of
from torchgrade.records import Grade, Manifest, Override, Person, QuestionGrade
from torchgrade.regrade.override_file import OverrideRow, in_words, read_overrides
from torchgrade.texts import one_line

__all__ = ["Overrides", "as_graded", "overrides_of"]

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Overrides:
    """The rows of a file, by submission and question; none if there is no file."""

    rows: Mapping[tuple[str, str], OverrideRow] = field(default_factory=dict)

    def on(self, grade: Grade, manifest: Manifest) -> Grade:
        """Return a grade with these points, keeping those of the tests.

        Args:
            grade: the grade as tests made it; one without scores is not changed.
            manifest: the manifest of the autograder that made it.
        """
        rows = {q: row for (name, q), row in self.rows.items() if name == grade.submission}
        if not rows or grade.status != "graded":
            return grade
        changed = tuple(_changed(question, rows.get(question.name)) for question in grade.questions)
        return replace(_totalled(grade, manifest, changed), graded=grade.score)

    def not_on(self, grades: Iterable[Grade]) -> list[str]:
        """Describe the rows without effect, since there are no scores to change."""
        status = {grade.submission: grade.status for grade in grades}
        return [
            f"row {row.row} of the overrides changes nothing: {name} "
            f"{'was rejected' if status[name] == 'rejected' else 'is ungraded'}, and has no points "
            f"for {question}"
            for (name, question), row in self.rows.items()
            if status.get(name, "graded") != "graded"
        ]


def overrides_of(
    path: Path, manifest: Manifest, submissions: Iterable[Submission | Grade]
) -> Overrides:
    """Read a file of overrides, and find the submission of each row.

    Args:
        path: the file.
        manifest: the questions, with their points.
        submissions: all submissions, graded now, earlier or elsewhere.

    Raises:
        AuthorError: the file is invalid; the message names row and column of each problem.
    """
    found = _Finder(submissions)
    known = {question.name: question for question in manifest.questions}
    rows: dict[tuple[str, str], OverrideRow] = {}
    problems: list[tuple[int, str, str]] = []
    for row in read_overrides(path):
        names, trouble = found.find(row.student)
        if trouble:
            problems.append((row.row, "student", trouble))
        question = known.get(row.question)
        if question is None:
            what = f"there is no {row.question[:40]!r}: expected one of {', '.join(known)}"
            problems.append((row.row, "question", what))
        elif question.manual:
            what = f"{row.question} is marked by a person: no test gives points there"
            problems.append((row.row, "question", what))
        elif not 0 <= row.points <= question.points + _TOLERANCE:
            what = f"expected 0 to {question.points:g} for {row.question}, got {row.points:g}"
            problems.append((row.row, "points", what))
        for name in names:
            before = rows.setdefault((name, row.question), row)
            if before is not row:
                what = f"{row.question} of {name} is already in row {before.row}"
                problems.append((row.row, "", what))
    if problems:
        raise AuthorError(in_words(path, problems))
    return Overrides(rows)


def as_graded(grade: Grade, manifest: Manifest) -> Grade:
    """Return a grade as its tests made it, without overrides."""
    if not grade.overridden_questions:
        return grade
    questions = tuple(_unchanged(question) for question in grade.questions)
    return replace(_totalled(grade, manifest, questions), graded=None)


def _changed(question: QuestionGrade, row: OverrideRow | None) -> QuestionGrade:
    if row is None:
        return question
    override = Override(question.score, row.reason, row.who, question.pending)
    return replace(question, score=row.points, pending=0.0, override=override)


def _unchanged(question: QuestionGrade) -> QuestionGrade:
    override = question.override
    if override is None:
        return question
    return replace(question, score=override.graded, pending=override.pending, override=None)


def _totalled(grade: Grade, manifest: Manifest, questions: tuple[QuestionGrade, ...]) -> Grade:
    return replace(
        grade,
        questions=questions,
        score=total(manifest, questions),
        pending=pending(manifest, questions),
    )


class _Finder:
    """Finds the submissions that a text in the column `student` means."""

    def __init__(self, submissions: Iterable[Submission | Grade]) -> None:
        self._names: set[str] = set()
        self._people: dict[str, set[tuple[str, Person]]] = defaultdict(set)
        for one in submissions:
            name = one.submission if isinstance(one, Grade) else one.name
            self._names.add(name)
            stem = stem_of(name.rpartition("/")[2])
            for who in (*one.people, Person(stem, name)):
                for word in {who.name, who.sid, who.email} - {""}:
                    self._people[word.casefold()].add((name, who))

    def find(self, word: str) -> tuple[list[str], str]:
        """Return the names of the submissions, or the reason why there are none.

        All attempts of one student match; a text that means two students matches nobody.
        """
        for name in (word, word.removeprefix("'")):  # it stops spreadsheets
            if name in self._names:
                return [name], ""
        found = self._people.get(word.casefold(), set())
        if not found:
            known = {*self._names, *self._people}
            return [], f"nobody is called {one_line(word, 80)!r}{_near(word, known)}"
        names = {name for name, _ in found}
        identities = {(who.sid, who.email) for _, who in found}
        if len(names) > 1 and (len(identities) > 1 or ("", "") in identities):
            listed = ", ".join(sorted(names))
            return [], f"{one_line(word, 80)!r} may be {listed}: name the submission"
        return sorted(names), ""


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), sorted(known), 1, cutoff=0.7)
    return f" (did you mean {near[0]!r}?)" if near else ""
