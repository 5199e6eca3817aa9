"""The frozen records that rooms hand each other: plain data, ready for JSON."""

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
"""The path of a folder that lies below another one, whoever wrote it down."""


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

    @classmethod
    def of(cls, case: Any) -> CaseSpec:
        """Describe a test case as otter has read it."""
        return cls(
            name=case.name,
            test=getattr(getattr(case.body, "test_func", None), "__name__", ""),
            hidden=bool(case.hidden),
            points=float(case.points),
            hint=case.failure_message or "",
        )


@dataclass(frozen=True)
class QuestionSpec:
    """One question: what it is worth, and the test cases that decide it (none when manual).

    ``title`` is its heading in the notebook, if it has one.
    """

    name: str
    points: float
    manual: bool = False
    all_or_nothing: bool = False
    cases: tuple[CaseSpec, ...] = ()
    title: str = ""

    @property
    def heading(self) -> str:
        """What people call it: its heading, or its name where it has none."""
        return self.title or self.name


@dataclass(frozen=True)
class ForeignSpec:
    """What plain otter's configuration settles, and ours never does.

    ``assignment`` is the name that a notebook must carry, ``None`` where any may be handed in.
    ``score_threshold`` is the share of the points from which a submission gets all of them, and
    below which it gets none; ``points_possible`` the total that scores are scaled to.
    """

    assignment: str | None = None
    score_threshold: float | None = None
    points_possible: float | None = None


@dataclass(frozen=True)
class Manifest:
    """What an autograder expects to grade: the list that every result is compared with.

    ``hand_in`` names the folders that are taken in with a notebook; ``.`` is all beside it.
    ``leaderboard`` says which columns Gradescope's has: title -> "score", "seconds" or a question.
    ``datasets`` are those whose training part the notebook may read, and ``imports`` the modules
    that the author's notebook has under a name, for tests that import nothing. ``objects`` and
    ``in_place`` list questions (``*``: all) whose tests compare a student's objects by their own
    operators, or feel what a call changed in its arguments; ``inside`` those whose tests run beside
    the student's objects, as plain otter's do. ``cell_seconds`` and ``case_seconds`` limit one cell
    and one test case, and ``disk_mb`` all files together; ``container_mb`` is the memory of the
    smallest container in which right work runs. ``salt`` is a hash of the lab's solutions: no
    student can compute it, and mending a test does not change it. ``outstanding`` says for a data
    set above which accuracy staff should ask how a network was trained.
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
        """Points that tests decide; points that people give are not among them."""
        scaled = self.foreign.points_possible if self.foreign else None
        return scaled or sum(q.points for q in self.questions if not q.manual)

    @property
    def unmarked(self) -> float:
        """Points of written questions, which a person has to give."""
        return sum(q.points for q in self.questions if q.manual)

    @property
    def headings(self) -> dict[str, str]:
        """The name of each question -> what people call it, in the order of the notebook."""
        return {question.name: question.heading for question in self.questions}

    @property
    def test_names(self) -> dict[str, str]:
        """The name of each test case -> that of its test function."""
        return {case.name: case.test for question in self.questions for case in question.cases}

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists, as written to ``torchgrade.json`` (ours alone)."""
        data = asdict(self)
        del data["foreign"]
        if self.disk_mb == DISK_MB:  # as autograders say that were built before there was a limit
            del data["disk_mb"]
        if not self.outstanding:  # as they say whose lab has not been calibrated
            del data["outstanding"]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Manifest:
        """Rebuild a manifest; raises ``FormError``, a ValueError, where the data is not one."""
        return decoded(data, cls)


@dataclass(frozen=True)
class Line:
    """A line of a cell (counted from 1), and what stands there without its indent."""

    number: int
    code: str


@dataclass(frozen=True)
class CaseGrade:
    """What one test case earned, with the message of the test (for staff where it is hidden).

    ``gpu`` says that the case needs a GPU: it is ``pending`` until a machine has one. One that is
    ``ungraded`` could not be run, through no fault of the student's: its data is missing, say.
    ``inside`` says that it ran beside the student's objects, whose code could forge it. ``stopped``
    is the line of the student's own at which their code raised what the test ended in.
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
    """Why a person gave a question other points than its tests did.

    ``graded`` are the points of the tests, and ``pending`` those that their open cases may still
    bring. ``reason`` is for the student to read, ``who`` gave the points for staff.
    """

    graded: float
    reason: str
    who: str
    pending: float = 0.0


@dataclass(frozen=True)
class QuestionGrade:
    """What one question earned; ``pending`` are the points that open cases may still bring.

    ``seed`` is that of its tests' random inputs (for staff): a hash of these tests and of what was
    handed in, the same for as long as neither changes. Where there is an ``override``, ``score`` is
    what a person gave, and nothing is pending; its cases are as they were graded.
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
        """The points that its tests gave, whatever a person made of them."""
        return self.score if self.override is None else self.override.graded

    @property
    def is_pending(self) -> bool:
        """Whether a case of it is pending, with or without points."""
        return any(case.status == "pending" for case in self.cases)

    @property
    def is_ungraded(self) -> bool:
        """Whether a case of it could not be run."""
        return any(case.status == "ungraded" for case in self.cases)


@dataclass(frozen=True)
class CellOutput:
    """What a cell of the submitted notebook (counted from 1) showed while it was graded."""

    cell: int
    text: str


@dataclass(frozen=True)
class AnswerCell:
    """A cell (counted from 1) in which a student answers a question, cut to what people read.

    ``lines`` is how many lines it has as a whole, 0 where a text is empty or the release's own.
    """

    question: str
    cell: int
    source: str
    lines: int


@dataclass(frozen=True)
class Picture:
    """A picture of a notebook's: its ``kind``, such as ``image/png``, and its bytes in base64."""

    kind: str
    data: str


@dataclass(frozen=True)
class WrittenCell:
    """A cell (counted from 1) of a written answer, "markdown" or "code", with its pictures.

    ``given`` says that it is none that a student fills in: it is there for its pictures alone.
    """

    cell: int
    kind: str
    source: str
    pictures: tuple[Picture, ...] = ()
    given: bool = False


@dataclass(frozen=True)
class WrittenAnswer:
    """What a student answers to a question that people mark; no cells where none was found."""

    question: str
    cells: tuple[WrittenCell, ...] = ()


@dataclass(frozen=True)
class Mark:
    """What a person gave for a written answer: ``points`` of ``max_score``, and why.

    ``reasons`` are those lines of the rubric that hold of it, each with its points, and ``marker``
    says who gave it (for staff).
    """

    question: str
    points: float
    max_score: float
    reasons: tuple[str, ...] = ()
    comment: str = ""
    marker: str = ""


@dataclass(frozen=True)
class Cause:
    """A cell (counted from 1) that stopped, and what is missing without it.

    ``said`` is how it stopped. Without it ``names`` are not defined, ``cells`` stopped as well, and
    ``questions`` are those that lost points and use one of the names. A cell of 0 stands for names
    that no cell defines.
    """

    cell: int
    said: str = ""
    source: str = ""
    names: tuple[str, ...] = ()
    cells: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """How a network did on test images: ``right`` of ``images`` in a test of ``question``.

    ``margins`` is what :class:`torchgrade.checks.measured.Measurement` says, for comparisons;
    ``at_least`` is the accuracy that the test asks for, 0 where it asks for none.
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
    """Which of a lab's known mistakes show as a question's failed tests do (for staff).

    ``names`` are those, none where it is not explained, with a sentence ``why`` for each; ``sure``
    says that there is one, ``hint`` what its author lets a student read who has it. It is
    ``weak`` where too little speaks for them: what nobody has met often looks like one in that
    question, so it counts as not explained. What failed in like words has the same ``group``.
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
        """Return whether it is one of those that are named."""
        return bool(self.names) and not self.weak


@dataclass(frozen=True)
class Receipt:
    """By what the scores of some questions were made: who has all of it can make them again.

    ``tests`` are these questions, each with the hash of its test file; ``files`` is the hash of all
    files that students and tests find, ``settings`` that of limits and rules, ``salt`` goes into
    all random inputs. ``build`` is the autograder as a whole, and ``zip`` the hash of the file that
    it came in, if it did. ``dataset`` is what tests measured on, and ``data`` the hash of what of
    it the autograder brought along. ``environment`` is the hash of the names and versions of all
    installed packages, of which ``versions`` lists a few; ``machine`` is the kind of computer.
    What was handed in, and the seeds, stand in the grade itself.
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
    """Somebody of a class, as far as a roster or a system's metadata says."""

    name: str = ""
    sid: str = ""
    email: str = ""
    section: str = ""


@dataclass(frozen=True)
class Lateness:
    """What a lab's rule for late work makes of a submission.

    ``due`` is when it was, ``seconds`` how much later it was handed in, None where nothing says
    that. ``days`` are those that count, ``share`` is what it loses of its score, in [0, 1], and
    ``extended`` says that somebody has more time than the class.
    """

    due: str
    seconds: float | None = None
    days: int = 0
    share: float = 0.0
    extended: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether nothing says when it was handed in, so that it loses nothing."""
        return self.seconds is None


@dataclass(frozen=True)
class Grade:
    """The result of one submission.

    ``score`` is ``None`` unless the status is ``graded``: a fault is never a zero. ``unmarked``
    are the points that a person still has to give; they are not part of ``max_score``. ``pending``
    are those that open test cases may still bring: pending and ungraded ones.
    ``release`` is the stamp of the release that the submission was made from, ``digest`` the hash
    of what was handed in, ``seed`` names the random inputs of all questions together (for staff),
    ``flags`` what staff should know of it, ``notes`` what its student is told, all of it of the
    closed list :class:`torchgrade.notes.Note`, and ``seconds`` the wall-clock time that grading
    took (for staff: it may spell a hidden test's inputs). ``outputs`` is what the notebook's
    cells showed, within bounds, and ``notebook_seconds`` how long they took, which students may
    read.
    ``members`` are the people who handed it in, one or a group, as far as more is known of them
    than ``student`` and ``sid`` say. ``late`` and ``attempt`` (counted from 1) are None where
    nothing says them. ``measured`` is how its networks did on test images: how many were right,
    students may read. ``answers`` are the cells in which it answers questions, ``causes`` those
    that stopped, and ``mistakes`` what is known of those that cost points. ``marks`` are those that
    people gave: their points are in ``score`` and ``max_score``, and no longer in ``unmarked``.
    ``receipts`` say what it was made by: one, or more where questions were graded again by
    themselves. ``graded`` is what ``score`` would be without overrides, where there are any.
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
        """What counts: the score, less what it loses by being late."""
        if self.score is None or self.lateness is None:
            return self.score
        return round(self.score * (1 - self.lateness.share), 6)

    @property
    def people(self) -> tuple[Person, ...]:
        """Who handed it in: one at least, of whom nothing may be known."""
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
        """The names of the questions of which a case could not be run, through a fault of ours."""
        return tuple(question.name for question in self.questions if question.is_ungraded)

    @property
    def overridden_questions(self) -> tuple[QuestionGrade, ...]:
        """The questions to which a person gave other points than their tests."""
        return tuple(question for question in self.questions if question.override is not None)

    @property
    def is_whole(self) -> bool:
        """Whether no fault of ours left it, or a question of it, ungraded."""
        return self.status != "ungraded" and not self.ungraded_questions


@dataclass(frozen=True)
class SimilarWeights:
    """Two submissions whose files of weights are the same, or nearly: for staff, and no verdict.

    ``identical`` says that every tensor is the same to the bit; ``cosine`` compares matrices and
    filters, all in one vector. ``answers`` is the correlation of the margins by which the networks
    tell the classes of test images; units in another order leave it as it is. Each is 0 where it
    was not measured.
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
    """Something below what was named that is not a submission, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Missing(Person):
    """Somebody on the roster who handed in nothing that was taken.

    ``not_taken`` names what may be theirs of what was not.
    """

    not_taken: tuple[str, ...] = ()

    @property
    def person(self) -> Person:
        """Who it is, alone."""
        return Person(self.name, self.sid, self.email, self.section)


@dataclass(frozen=True)
class Batch:
    """The grades of one run of ``torchgrade grade``, with what they were made by.

    Where there is a roster, ``missing`` are those on it who handed in nothing, and
    ``not_on_roster`` the submissions that could not be matched, or not for sure, with a student on
    it. ``unknown`` says, in sentences for staff, what the run has not looked at.
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
