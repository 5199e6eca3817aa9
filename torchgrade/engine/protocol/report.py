"""A referee's reports to the supervisor: its progress, what a student may read, and how it ended.

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
    """Whether a test case passed, and its message. ``passed`` is ``None`` if it did not run.

    ``gpu`` says that it needs a GPU: without one it does not run and is pending. ``inside`` says
    that it ran inside the player, where the student's code could forge the verdict. ``told`` is why
    it failed, if the student may read that although the case is hidden. ``measured`` is how
    networks performed on test images. ``lacks`` are names that it uses and that were not defined
    when the question was checked, and ``stopped`` is the student's line that raised the exception
    in which it ended.
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
        """Whether it has neither passed nor failed, for lack of a GPU or anything else."""
        return self.passed is None


class CellError(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell of the notebook (counted from 1) that raised, with its traceback for staff.

    ``why`` says in the grader's words if it did not end by itself, and ``note`` is what the student
    is told.
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
    """The test case with this index in its question begins."""

    question: str
    index: int


class Shown(Kind, frozen=True):
    """What a student may read.

    Args:
        questions: the outcomes of the public cases.
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
    """A failed case seen from inside the test, for staff."""

    question: str
    index: int
    text: str


class Result(Record, frozen=True):
    """What the student is not shown: the outcomes of hidden cases, and information for staff."""

    questions: dict[str, Cases]
    flags: tuple[str, ...]
    details: tuple[Detail, ...]


class VariantResult(Record, frozen=True):
    """The whole outcome of one variant."""

    shown: Shown
    result: Result


class Graded(Kind, frozen=True):
    """The submission was graded, in a sandbox with these layers."""

    result: Result
    isolation: tuple[str, ...]


class GradedVariants(Kind, frozen=True):
    """Each variant of the job was graded, in a sandbox with these layers."""

    results: tuple[VariantResult, ...]
    isolation: tuple[str, ...]


class IsolatedOnly(Kind, frozen=True):
    """The player has given up its rights, which was all the job asked for."""

    isolation: tuple[str, ...]


class Refused(Kind, frozen=True):
    """Nothing was graded, since layers of the sandbox are missing."""

    missing: str


class Unwalled(Kind, frozen=True):
    """Nothing was graded, since the player could open closed files despite these layers."""

    isolation: tuple[str, ...]


class Lost(Kind, frozen=True):
    """A waiting process of the player's has disappeared; a new referee may get further."""

    why: str


class Fault(Kind, frozen=True):
    """The referee failed."""

    trace: str


Ending = Graded | GradedVariants | IsolatedOnly | Refused | Unwalled | Lost | Fault
ENDINGS = (Graded, GradedVariants, IsolatedOnly, Refused, Unwalled, Lost, Fault)
