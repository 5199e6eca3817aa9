"""Collects the written answers of a class, with equal ones once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.records import Grade, Manifest, QuestionSpec, WrittenAnswer
from torchgrade.results import (
    content_key,
    read_written,
    submission_folder,
    without_marks,
)
from torchgrade.results.merging import Part, open_part

__all__ = ["Collected", "Group", "Key", "collect"]

Key = tuple[str, str]
"""The key of an answer: the question's name, and the hash of its content."""


@dataclass(frozen=True)
class Group:
    """An answer, and the grades of all students who gave it."""

    question: str
    content: str
    holders: tuple[Grade, ...]

    @property
    def key(self) -> Key:
        """Its key."""
        return self.question, self.content


@dataclass(frozen=True)
class Collected:
    """All written answers of a run, and the students who gave them.

    ``contents`` has, for each submission, the content key of its answer to each question.
    """

    part: Part
    questions: tuple[QuestionSpec, ...]
    groups: Mapping[Key, Group]
    contents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def manifest(self) -> Manifest:
        """The manifest of the autograder that graded the run."""
        return self.part.run.manifest

    @property
    def grades(self) -> Sequence[Grade]:
        """The grades that count, as tests made them."""
        return [without_marks(grade) for grade in self.part.batch.grades]

    def folder(self, grade: Grade) -> Path:
        """Return the folder with a submission's files."""
        return self.part.folder / submission_folder(grade)

    def answer(self, key: Key) -> WrittenAnswer:
        """Read an answer, with its pictures, which may be too many to keep all."""
        grade = self.groups[key].holders[0]
        found = read_written(grade, self.folder(grade))
        return next((one for one in found if one.question == key[0]), WrittenAnswer(key[0]))


def collect(out: Path) -> Collected:
    """Read the written answers of a run.

    Args:
        out: the folder that `torchgrade grade --out` wrote.

    Raises:
        AuthorError: there is no finished run, one of its files is damaged, or there is nothing for
            people to mark.
    """
    part = open_part(out)
    questions = tuple(q for q in part.run.manifest.questions if q.manual)
    if not questions:
        raise AuthorError(f"{part.run.manifest.lab} has no written questions: nothing to mark")
    found: dict[Key, list[Grade]] = {}
    contents: dict[str, dict[str, str]] = {}
    bare = Collected(part, questions, {})
    for grade in bare.grades:
        if grade.status != "graded":
            continue
        written = {one.question: one for one in read_written(grade, bare.folder(grade))}
        for question in questions:
            answer = written.get(question.name, WrittenAnswer(question.name))
            key = question.name, content_key(answer)
            found.setdefault(key, []).append(grade)
            contents.setdefault(grade.submission, {})[key[0]] = key[1]
    groups = {key: Group(*key, tuple(grades)) for key, grades in found.items()}
    return Collected(part, questions, groups, contents)
