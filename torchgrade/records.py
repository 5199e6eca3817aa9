"""The frozen records that rooms hand each other: plain data, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = ["Batch", "CaseGrade", "CaseSpec", "Grade", "Manifest", "QuestionGrade", "QuestionSpec"]

CaseStatus = Literal["passed", "failed", "ungraded"]
GradeStatus = Literal["graded", "rejected", "ungraded"]


@dataclass(frozen=True)
class CaseSpec:
    """One test case as its author wrote it.

    ``name`` is otter's (``q1 - 2``), ``test`` the name of the test function, which mistakes refer
    to, and ``hint`` the author's failure message, which is meant for students.
    """

    name: str
    test: str
    hidden: bool
    points: float
    hint: str = ""


@dataclass(frozen=True)
class QuestionSpec:
    """One question: what it is worth, and the test cases that decide it (none when manual)."""

    name: str
    points: float
    manual: bool = False
    all_or_nothing: bool = False
    cases: tuple[CaseSpec, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What an autograder expects to grade: the list that every result is compared with."""

    lab: str
    title: str
    stamp: str
    questions: tuple[QuestionSpec, ...]
    hand_in: tuple[str, ...] = ()
    seconds: int = 300

    @property
    def max_score(self) -> float:
        """Points that tests decide; points that people give are not among them."""
        return sum(q.points for q in self.questions if not q.manual)

    @property
    def unmarked(self) -> float:
        """Points of written questions, which a person has to give."""
        return sum(q.points for q in self.questions if q.manual)

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists, as written to ``torchgrade.json``."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Manifest:
        """Rebuild a manifest; raises ``KeyError`` or ``TypeError`` where the data is not one."""
        questions = tuple(
            QuestionSpec(**{**q, "cases": tuple(CaseSpec(**c) for c in q["cases"])})
            for q in data["questions"]
        )
        return cls(**{**data, "questions": questions, "hand_in": tuple(data["hand_in"])})


@dataclass(frozen=True)
class CaseGrade:
    """What one test case earned, with the message of the test (for staff where it is hidden)."""

    name: str
    status: CaseStatus
    hidden: bool
    score: float
    max_score: float
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class QuestionGrade:
    """What one question earned."""

    name: str
    score: float
    max_score: float
    cases: tuple[CaseGrade, ...] = ()


@dataclass(frozen=True)
class Grade:
    """The result of one submission.

    ``score`` is ``None`` unless the status is ``graded``: a fault is never a zero. ``unmarked``
    are the points that a person still has to give; they are not part of ``max_score``.
    ``release`` is the stamp of the release that the submission was made from, ``flags`` what staff
    should know of it, and ``seconds`` the wall-clock time that grading took.
    """

    submission: str
    status: GradeStatus
    max_score: float
    score: float | None = None
    unmarked: float = 0.0
    student: str = ""
    sid: str = ""
    submitted_at: str = ""
    message: str = ""
    seconds: float = 0.0
    isolation: tuple[str, ...] = ()
    release: str = ""
    flags: tuple[str, ...] = ()
    questions: tuple[QuestionGrade, ...] = ()


@dataclass(frozen=True)
class Batch:
    """The grades of one run of ``torchgrade grade``, with what they were made by."""

    lab: str
    engine: str
    dataset: str
    versions: Mapping[str, str]
    grades: tuple[Grade, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the content of ``grades.json``."""
        return asdict(self)
