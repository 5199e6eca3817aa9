"""What an engine is: it runs one submission and says which test cases passed. It does not score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.job import Order
from torchgrade.engine.protocol.report import CaseOutcome, CellError
from torchgrade.records import CellOutput

__all__ = ["OPEN_GATE", "CaseOutcome", "CellError", "Engine", "Outcome", "Selection", "StartGate"]


class StartGate:
    """When a submission runs: entered once all is ready that can be, left when it has run.

    This one waits for nobody.
    """

    waited = 0.0
    """Seconds that were spent with waiting for it."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


OPEN_GATE = StartGate()


@dataclass(frozen=True)
class Outcome:
    """What running a submission showed: by question, its cases in the order of its test file.

    ``flags`` are for staff, ``notes`` for the student, ``outputs`` what cells showed, ``seconds``
    how long each cell took, by its number, ``seeds`` those of the questions' random
    inputs, ``seed`` names all of them together, and ``details`` what a failed case looked like from
    inside the test, by question and case, for staff alone.
    """

    questions: Mapping[str, tuple[CaseOutcome, ...]]
    errors: tuple[CellError, ...] = ()
    isolation: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    outputs: tuple[CellOutput, ...] = ()
    seconds: Mapping[int, float] = field(default_factory=dict)
    seed: str = ""
    seeds: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Selection:
    """Which tests are run, for an author who proves them.

    Args:
        questions: those whose tests are run; empty: all.
        order: "forward", "reverse", or "twice", where a case has to pass both times.
        seed: changes the random inputs of the tests.
    """

    questions: tuple[str, ...] = ()
    order: Order = "forward"
    seed: str = ""


class Engine(Protocol):
    """Runs submissions."""

    name: str

    def start(self) -> None:
        """Prepare in the background, as it takes seconds; :meth:`run` waits for that."""

    def prove_walls(self, bundle: Bundle) -> None:
        """See whether a submission's code could open what is closed to it, before any has run.

        Raises:
            AuthorError: it could, and that is not accepted, or a layer that is required is missing.
            GraderError: the engine failed.
        """

    def run(
        self,
        bundle: Bundle,
        submission: Path,
        *,
        seconds: int,
        threads: int,
        digest: str | None = None,
        gate: StartGate = OPEN_GATE,
        look: FirstLook | None = None,
    ) -> Outcome:
        """Run the notebook in the folder ``submission``, and the tests of ``bundle`` on it.

        Args:
            bundle: the autograder.
            submission: the folder that `torchgrade.grade.submissions.take_in` laid out.
            seconds: the time that the whole submission may take.
            threads: how many threads numerical libraries may use.
            digest: the hash of that folder, where the caller has it.
            gate: is entered when all is ready, and left when the notebook and the tests have run.
            look: keeps what a student may read; without it only this run's own tries count.

        Raises:
            SubmissionError: the submission can't be graded, through no fault of ours.
            GraderError: the engine failed.
        """

    def stop(self) -> None:
        """End the runs that are under way; a later run may start anew."""
