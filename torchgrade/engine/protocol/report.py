"""What a referee tells the supervisor: where it is, what a student may read, and how it ended.

At              the test case that begins: should the referee die, it was there
Shown           once, before the first hidden case begins; the supervisor answers Go
one of ENDINGS  the last word
"""

from __future__ import annotations

import msgspec

from torchgrade.engine.protocol.lines import Kind, Record
from torchgrade.records import CellOutput, Line, Measured

__all__ = [
    "ENDINGS",
    "At",
    "CaseOutcome",
    "Cases",
    "CellError",
    "Detail",
    "Ending",
    "Fault",
    "Graded",
    "GradedVariants",
    "IsolatedOnly",
    "Lost",
    "Refused",
    "Result",
    "Shown",
    "Unwalled",
    "VariantResult",
]


class CaseOutcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a test case passed, and what it said. ``passed`` is ``None`` if it did not run.

    ``gpu`` says that it needs a GPU: without one it is pending, and does not run. ``inside`` says
    that it ran beside the student's objects, whose code could forge it. ``told`` is why it failed,
    where its student may read that although it is hidden. ``measured`` is how networks did on test
    images in it. ``lacks`` are names that it takes and that were not defined at its moment, and
    ``stopped`` is the student's line that raised what it ended in.
    """

    passed: bool | None
    message: str = ""
    gpu: bool = False
    inside: bool = False
    told: str = ""
    measured: tuple[Measured, ...] = ()
    lacks: tuple[str, ...] = ()
    stopped: Line | None = None

    @property
    def pending(self) -> bool:
        """Whether it waits for a machine with a GPU."""
        return self.gpu and self.passed is None

    @property
    def is_open(self) -> bool:
        """Whether it has neither passed nor failed, for want of a GPU or of anything else."""
        return self.passed is None


class CellError(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell of the notebook (counted from 1) that raised, with its traceback for staff.

    ``why`` says in the grader's words that it came to no end of its own, and ``note`` what the
    student is told.
    """

    cell: int
    error: str
    traceback: str
    why: str = ""
    note: str = ""


Cases = tuple[CaseOutcome | None, ...]
"""A question's cases, in the order of its test file; where the public ones are told, None for each
of the hidden ones, and the other way round.
"""


class At(Kind, frozen=True):
    """A test case begins, which has this index in its question."""

    question: str
    index: int


class Shown(Kind, frozen=True):
    """What a student may read.

    Args:
        questions: outcomes of the public cases.
        errors: of cells.
        outputs: of cells.
        seconds: how long each cell took, as its number and seconds.
        notes: for the student.
    """

    questions: dict[str, Cases]
    errors: tuple[CellError, ...]
    outputs: tuple[CellOutput, ...]
    seconds: tuple[tuple[int, float], ...]
    notes: tuple[str, ...]


class Detail(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a failed case looked like from inside the test, for staff."""

    question: str
    index: int
    text: str


class Result(Record, frozen=True):
    """What was seen and is not shown: outcomes of the hidden cases, and what staff is told."""

    questions: dict[str, Cases]
    flags: tuple[str, ...]
    details: tuple[Detail, ...]


class VariantResult(Record, frozen=True):
    """All that was seen of one variant."""

    shown: Shown
    result: Result


class Graded(Kind, frozen=True):
    """The submission is graded, in a sandbox of these layers."""

    result: Result
    isolation: tuple[str, ...]


class GradedVariants(Kind, frozen=True):
    """Each variant of the job is graded, in a sandbox of these layers."""

    results: tuple[VariantResult, ...]
    isolation: tuple[str, ...]


class IsolatedOnly(Kind, frozen=True):
    """The player has given up its rights, and nothing more was asked for."""

    isolation: tuple[str, ...]


class Refused(Kind, frozen=True):
    """Nothing is graded, since layers of the sandbox are missing."""

    missing: str


class Unwalled(Kind, frozen=True):
    """Nothing is graded, since in these layers the player could open what is closed to it."""

    isolation: tuple[str, ...]


class Lost(Kind, frozen=True):
    """A process of the player's that only waited is gone; a new referee may get further."""

    why: str


class Fault(Kind, frozen=True):
    """The referee failed."""

    trace: str


Ending = Graded | GradedVariants | IsolatedOnly | Refused | Unwalled | Lost | Fault
ENDINGS = (Graded, GradedVariants, IsolatedOnly, Refused, Unwalled, Lost, Fault)
