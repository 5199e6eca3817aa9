"""Points that people gave in place of those of tests, put into grades and taken out again.

A grade keeps both. What is graded anew is graded without them, and they are put in last, so that
each regrade has them and none has to know of them.
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
    """The rows of a file, by submission and question; none where there is no file."""

    rows: Mapping[tuple[str, str], OverrideRow] = field(default_factory=dict)

    def on(self, grade: Grade, manifest: Manifest) -> Grade:
        """Return a grade with these points in it, and those of the tests beside them.

        Args:
            grade: as it was graded; one without scores stays as it is.
            manifest: of the autograder that made it.
        """
        rows = {q: row for (name, q), row in self.rows.items() if name == grade.submission}
        if not rows or grade.status != "graded":
            return grade
        changed = tuple(_changed(question, rows.get(question.name)) for question in grade.questions)
        return replace(_totalled(grade, manifest, changed), graded=grade.score)

    def not_on(self, grades: Iterable[Grade]) -> list[str]:
        """Say of which rows nothing came, since there are no scores to change."""
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
    """Read a file of overrides, and find whose each row is.

    Args:
        path: the file.
        manifest: the questions, with their points.
        submissions: all that are graded, or have been, and those that are graded elsewhere.

    Raises:
        AuthorError: the file is not right; each problem is named by row and column.
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
                what = f"{row.question} of {name} stands in row {before.row} already"
                problems.append((row.row, "", what))
    if problems:
        raise AuthorError(in_words(path, problems))
    return Overrides(rows)


def as_graded(grade: Grade, manifest: Manifest) -> Grade:
    """Return a grade as its tests gave it, without what people changed."""
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
    """Finds the submissions that a word of the column `student` means."""

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
        """Return the names of the submissions, and why there are none, if so.

        All attempts of one student are hers; a word that means two students means nobody.
        """
        for name in (word, word.removeprefix("'")):  # the sign by which a spreadsheet is stopped
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
