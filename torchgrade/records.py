"""The frozen records that rooms pass to each other: plain data, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from msgspec import Meta

from torchgrade.files.decoding import decoded
from torchgrade.settings import DISK_MB

__all__ = [
    "AnswerCell",
    "Batch",
    "CaseGrade",
    "CaseSpec",
    "Cause",
    "CellOutput",
    "ForeignSpec",
    "Grade",
    "Lateness",
    "LikelyMistake",
    "Line",
    "Manifest",
    "Mark",
    "Measured",
    "Missing",
    "NotTaken",
    "Override",
    "Person",
    "Picture",
    "QuestionGrade",
    "QuestionSpec",
    "Receipt",
    "SimilarWeights",
    "WrittenAnswer",
    "WrittenCell",
]

CaseStatus = Literal["passed", "failed", "pending", "ungraded"]
GradeStatus = Literal["graded", "rejected", "ungraded"]
FolderName = Annotated[
    str, Meta(pattern=r"^(?!/)(?!(.*/)?\.{1,2}(/|$))[^\\\x00-\x1f\x7f\ud800-\udfff]+$")
]
"""The relative path of a folder below another one, checked, as its source may be untrusted."""


@dataclass(frozen=True)
class CaseSpec:
    """One test case as its author wrote it.

    ``name`` is otter's (``q1 - 2``), ``test`` the name of the test function, to which mistakes
    refer, and ``hint`` the author's failure message for students.
    """

    name: str
    test: str
    hidden: bool
    points: float
    hint: str = ""

    @classmethod
    def of(cls, case: Any) -> CaseSpec:
        """Make it from a test case that otter has read."""
        return cls(
            name=case.name,
            test=getattr(getattr(case.body, "test_func", None), "__name__", ""),
            hidden=bool(case.hidden),
            points=float(case.points),
            hint=case.failure_message or "",
        )


@dataclass(frozen=True)
class QuestionSpec:
    """One question: its points, and the test cases that decide it (none if a person marks it).

    ``title`` is its heading in the notebook, if there is one.
    """

    name: str
    points: float
    manual: bool = False
    all_or_nothing: bool = False
    cases: tuple[CaseSpec, ...] = ()
    title: str = ""

    @property
    def heading(self) -> str:
        """Its name for people: its heading, or else its name."""
        return self.title or self.name


@dataclass(frozen=True)
class ForeignSpec:
    """Settings of plain otter's configuration that our own autograders don't use.

    ``assignment`` is the name that a notebook must carry, ``None`` if any notebook may be handed
    in. A submission with at least the share ``score_threshold`` of the points gets all of them, any
    other gets none; ``points_possible`` is the total that scores are scaled to.
    """

    assignment: str | None = None
    score_threshold: float | None = None
    points_possible: float | None = None


@dataclass(frozen=True)
class Manifest:
    """The questions and test cases of an autograder, with which every result is compared.

    ``hand_in`` names the folders that are taken in with a notebook; ``.`` stands for everything
    beside it. ``leaderboard`` has the columns of Gradescope's leaderboard: title -> "score",
    "seconds" or a question. ``datasets`` are those whose training part the notebook may read, and
    ``imports`` maps names in the author's notebook to modules, for tests that import nothing.
    ``objects`` and ``in_place`` list questions (``*``: all) whose tests compare a student's objects
    by their own operators, or see what a call changed in its arguments; ``inside`` lists those
    whose tests run beside the student's objects, as plain otter's do. ``cell_seconds`` and
    ``case_seconds`` limit one cell and one test case, and ``disk_mb`` all files together;
    ``container_mb`` is the memory of the smallest container in which right work runs. ``salt`` is a
    hash of the lab's solutions: no student can compute it, and fixing a test does not change it.
    ``outstanding`` is, for each data set, the accuracy above which staff should ask how a network
    was trained.
    """

    lab: str
    title: str
    stamp: str
    questions: tuple[QuestionSpec, ...]
    hand_in: tuple[str, ...] = ()
    seconds: int = 300
    cell_seconds: int = 300
    case_seconds: int = 60
    memory_mb: int = 2048
    disk_mb: int = DISK_MB
    container_mb: int = 0
    datasets: tuple[str, ...] = ()
    leaderboard: Mapping[str, str] = field(default_factory=dict)
    objects: tuple[str, ...] = ()
    in_place: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    imports: Mapping[str, str] = field(default_factory=dict)
    salt: str = ""
    outstanding: Mapping[str, float] = field(default_factory=dict)
    foreign: ForeignSpec | None = None

    @property
    def max_score(self) -> float:
        """The points that tests decide, without those that people give."""
        scaled = self.foreign.points_possible if self.foreign else None
        return scaled or sum(q.points for q in self.questions if not q.manual)

    @property
    def unmarked(self) -> float:
        """The points of written questions, which a person gives."""
        return sum(q.points for q in self.questions if q.manual)

    @property
    def headings(self) -> dict[str, str]:
        """The name of each question -> its name for people, in the order of the notebook."""
        return {question.name: question.heading for question in self.questions}

    @property
    def test_names(self) -> dict[str, str]:
        """The name of each test case -> the name of its test function."""
        return {case.name: case.test for question in self.questions for case in question.cases}

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists, as written to ``torchgrade.json`` (ours alone)."""
        data = asdict(self)
        del data["foreign"]
        if self.disk_mb == DISK_MB:  # as in autograders from before there was a limit
            del data["disk_mb"]
        if not self.outstanding:  # as for a lab that was not calibrated
            del data["outstanding"]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Manifest:
        """Rebuild a manifest; raise ``FormError``, a ValueError, if the data is not one."""
        return decoded(data, cls)


@dataclass(frozen=True)
class Line:
    """A line of a cell (counted from 1), with its text without indentation."""

    number: int
    code: str


@dataclass(frozen=True)
class CaseGrade:
    """The result of one test case, with its message (for staff if the case is hidden).

    ``gpu`` says that the case needs a GPU: without one it is ``pending``. An ``ungraded`` case
    could not be run through no fault of the student's: its data is missing, say. ``inside`` says
    that it ran beside the student's objects, whose code could forge the verdict. ``stopped`` is the
    line of the student's own code that raised the exception in which the test ended.
    """

    name: str
    status: CaseStatus
    hidden: bool
    score: float
    max_score: float
    message: str = ""
    hint: str = ""
    gpu: bool = False
    inside: bool = False
    stopped: Line | None = None


@dataclass(frozen=True)
class Override:
    """Points that a person gave a question in place of its tests' points, and why.

    ``graded`` are the points of the tests, and ``pending`` those that open cases may still add.
    ``reason`` is for the student, and ``who``, the person who gave the points, for staff.
    """

    graded: float
    reason: str
    who: str
    pending: float = 0.0


@dataclass(frozen=True)
class QuestionGrade:
    """The result of one question; ``pending`` are the points that open cases may still add.

    ``seed`` is the seed of its tests' random inputs (for staff): a hash of these tests and of the
    submission, the same as long as neither changes. With an ``override``, ``score`` is what a
    person gave, and nothing is pending; the cases are as they were graded.
    """

    name: str
    score: float
    max_score: float
    cases: tuple[CaseGrade, ...] = ()
    pending: float = 0.0
    seed: str = ""
    override: Override | None = None

    @property
    def graded(self) -> float:
        """The points that its tests gave, without an override."""
        return self.score if self.override is None else self.override.graded

    @property
    def is_pending(self) -> bool:
        """Whether one of its cases is pending, with or without points."""
        return any(case.status == "pending" for case in self.cases)

    @property
    def is_ungraded(self) -> bool:
        """Whether one of its cases could not be run."""
        return any(case.status == "ungraded" for case in self.cases)


@dataclass(frozen=True)
class CellOutput:
    """What a cell of the submitted notebook (counted from 1) displayed during grading."""

    cell: int
    text: str


@dataclass(frozen=True)
class AnswerCell:
    """A cell (counted from 1) in which a student answers a question, shortened for people.

    ``lines`` is the number of lines of the whole cell, 0 if a text is empty or the release's own.
    """

    question: str
    cell: int
    source: str
    lines: int


@dataclass(frozen=True)
class Picture:
    """A picture in a notebook: its ``kind``, such as ``image/png``, and its bytes in base64."""

    kind: str
    data: str


@dataclass(frozen=True)
class WrittenCell:
    """A cell (counted from 1) of a written answer, "markdown" or "code", with its pictures.

    ``given`` says that students don't fill it in: it is only there for its pictures.
    """

    cell: int
    kind: str
    source: str
    pictures: tuple[Picture, ...] = ()
    given: bool = False


@dataclass(frozen=True)
class WrittenAnswer:
    """A student's answer to a question that people mark; without cells if none were found."""

    question: str
    cells: tuple[WrittenCell, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A mark for a written answer: ``points`` of ``max_score``, and why.

    ``reasons`` are the lines of the rubric that apply, each with its points, and ``marker`` is who
    gave it (for staff).
    """

    question: str
    points: float
    max_score: float
    reasons: tuple[str, ...] = ()
    comment: str = ""
    marker: str = ""


@dataclass(frozen=True)
class Cause:
    """A cell (counted from 1) that stopped, and what is missing because of that.

    ``said`` tells how it stopped. As a consequence ``names`` are not defined and ``cells`` stopped
    as well; ``questions`` are those that lost points and use one of the names. Cell 0 stands for
    names that no cell defines.
    """

    cell: int
    said: str = ""
    source: str = ""
    names: tuple[str, ...] = ()
    cells: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """A network's result on test images: ``right`` of ``images`` in a test of ``question``.

    ``margins`` are those of :class:`torchgrade.checks.measured.Measurement`, for comparisons;
    ``at_least`` is the accuracy that the test asks for, 0 if it asks for none.
    """

    question: str
    right: int
    images: int
    margins: str = ""
    at_least: float = 0.0

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.right / self.images


@dataclass(frozen=True)
class LikelyMistake:
    """The known mistakes of a lab that match a question's failed tests (for staff).

    ``names`` are their names, none if the failure is not explained, with a sentence ``why`` for
    each; ``sure`` says that there is only one, and ``hint`` is its author's advice for the student.
    The match is ``weak`` if the evidence is thin: in that question unknown mistakes often look like
    a known one, so it counts as not explained. Failures in similar words have the same ``group``.
    """

    question: str
    names: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    sure: bool = False
    hint: str = ""
    group: str = ""
    weak: bool = False

    @property
    def is_explained(self) -> bool:
        """Return whether it is explained by a known mistake."""
        return bool(self.names) and not self.weak


@dataclass(frozen=True)
class Receipt:
    """What the scores of some questions were made with: with all of it they can be reproduced.

    ``tests`` are these questions, each with the hash of its test file; ``files`` is the hash of all
    files that students and tests find, ``settings`` that of limits and rules, and ``salt`` is part
    of all random inputs. ``build`` identifies the autograder as a whole, and ``zip`` is the hash of
    its zip, if it came in one. ``dataset`` is the data set that tests used, and ``data`` the hash
    of the part that the autograder brought along. ``environment`` is the hash of the names and
    versions of all installed packages, of which ``versions`` lists a few; ``machine`` is the kind
    of computer. The submission's hash and the seeds are in the grade itself.
    """

    lab: str
    engine: str
    build: str
    files: str
    settings: str
    salt: str
    tests: Mapping[str, str]
    dataset: str = ""
    data: str = ""
    zip: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    environment: str = ""
    machine: str = ""


@dataclass(frozen=True)
class Person:
    """A person in a class, as far as a roster or a system's metadata tells."""

    name: str = ""
    sid: str = ""
    email: str = ""
    section: str = ""


@dataclass(frozen=True)
class Lateness:
    """The lateness of a submission according to the lab's rule.

    ``due`` is the deadline, and ``seconds`` how much later it was handed in, None if unknown.
    ``days`` is the number of days that count, ``share`` the share of its score that it loses, in
    [0, 1], and ``extended`` says that somebody has more time than the class.
    """

    due: str
    seconds: float | None = None
    days: int = 0
    share: float = 0.0
    extended: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether it is unknown when it was handed in, so that it loses nothing."""
        return self.seconds is None


@dataclass(frozen=True)
class Grade:
    """The result of one submission.

    ``score`` is ``None`` unless the status is ``graded``: a fault is never a zero. ``unmarked`` are
    the points that a person still has to give; they are not part of ``max_score``. ``pending`` are
    the points that open (pending or ungraded) test cases may still add. ``release`` is the stamp of
    the release that the submission was made from, ``digest`` the hash of the submission, and
    ``seed`` identifies the random inputs of all questions together (for staff). ``flags`` are for
    staff, ``notes`` for the student, all from the closed list :class:`torchgrade.notes.Note`, and
    ``seconds`` is the wall-clock time that grading took (for staff: it could encode a hidden test's
    inputs). ``outputs`` is what the notebook's cells displayed, within bounds, and
    ``notebook_seconds`` how long they took, which students may read. ``members`` are the people who
    handed it in, one or a group, if more is known about them than ``student`` and ``sid``. ``late``
    and ``attempt`` (counted from 1) are None if unknown. ``measured`` is how its networks performed
    on test images; students may read how many were right. ``answers`` are the cells in which it
    answers questions, ``causes`` those that stopped, and ``mistakes`` the known mistakes that cost
    points. ``marks`` are given by people: their points are in ``score`` and ``max_score``, and no
    longer in ``unmarked``. ``receipts`` say what it was made with: one, or more if questions were
    graded again separately. ``graded`` is what ``score`` would be without overrides, if there are
    any.
    """

    submission: FolderName
    status: GradeStatus
    max_score: float
    score: float | None = None
    unmarked: float = 0.0
    pending: float = 0.0
    student: str = ""
    sid: str = ""
    submitted_at: str = ""
    message: str = ""
    seconds: float = 0.0
    isolation: tuple[str, ...] = ()
    release: str = ""
    digest: str = ""
    seed: str = ""
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[QuestionGrade, ...] = ()
    outputs: tuple[CellOutput, ...] = ()
    notebook_seconds: float | None = None
    members: tuple[Person, ...] = ()
    late: bool | None = None
    attempt: int | None = None
    measured: tuple[Measured, ...] = ()
    answers: tuple[AnswerCell, ...] = ()
    causes: tuple[Cause, ...] = ()
    mistakes: tuple[LikelyMistake, ...] = ()
    marks: tuple[Mark, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    graded: float | None = None
    lateness: Lateness | None = None

    @property
    def final(self) -> float | None:
        """The score that counts: less what it loses for being late."""
        if self.score is None or self.lateness is None:
            return self.score
        return round(self.score * (1 - self.lateness.share), 6)

    @property
    def people(self) -> tuple[Person, ...]:
        """The people who handed it in: at least one, about whom nothing may be known."""
        return self.members or (Person(self.student, self.sid),)

    @property
    def without_walls(self) -> bool:
        """Whether its code could open what is closed to it, such as hidden tests."""
        return any(layer.startswith("no walls") for layer in self.isolation)

    @property
    def pending_questions(self) -> tuple[str, ...]:
        """The names of the questions that have a pending case."""
        return tuple(question.name for question in self.questions if question.is_pending)

    @property
    def ungraded_questions(self) -> tuple[str, ...]:
        """The names of the questions with a case that could not be run, through a fault of ours."""
        return tuple(question.name for question in self.questions if question.is_ungraded)

    @property
    def overridden_questions(self) -> tuple[QuestionGrade, ...]:
        """The questions to which a person gave points in place of their tests' points."""
        return tuple(question for question in self.questions if question.override is not None)

    @property
    def is_whole(self) -> bool:
        """Whether neither it nor one of its questions is ungraded through a fault of ours."""
        return self.status != "ungraded" and not self.ungraded_questions


@dataclass(frozen=True)
class SimilarWeights:
    """Two submissions with the same weights, or nearly: information for staff, not a verdict.

    ``identical`` says that every tensor is the same to the bit; ``cosine`` compares matrices and
    filters, all in one vector. ``answers`` is the correlation of the networks' margins on test
    images, which does not depend on the order of units. Each is 0 if it was not measured.
    """

    first: str
    second: str
    file: str
    other_file: str
    identical: bool
    cosine: float
    answers: float = 0.0


@dataclass(frozen=True)
class NotTaken:
    """Something in the inbox that is not a submission, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Missing(Person):
    """A person on the roster without a submission that was taken.

    ``not_taken`` names things that were not taken and may be theirs.
    """

    not_taken: tuple[str, ...] = ()

    @property
    def person(self) -> Person:
        """The person, without the rest."""
        return Person(self.name, self.sid, self.email, self.section)


@dataclass(frozen=True)
class Batch:
    """The grades of one run of ``torchgrade grade``, and what they were made with.

    With a roster, ``missing`` are the people on it who handed in nothing, and ``not_on_roster`` the
    submissions that could not be matched for sure with a student on it. ``unknown`` says, in
    sentences for staff, what the run has not looked at.
    """

    lab: str
    engine: str
    dataset: str
    versions: Mapping[str, str]
    grades: tuple[Grade, ...] = field(default=())
    similar: tuple[SimilarWeights, ...] = field(default=())
    not_taken: tuple[NotTaken, ...] = field(default=())
    missing: tuple[Missing, ...] = field(default=())
    not_on_roster: tuple[NotTaken, ...] = field(default=())
    unknown: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the content of ``grades.json``."""
        return asdict(self)
