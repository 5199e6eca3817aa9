"""The interface of engines: an engine runs a submission and reports which test cases passed."""

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
    """Decides when a submission runs: entered once it is prepared, left when it has run.

    This one never waits.
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
    """The outcome of a run: for each question, its test cases in the order of its test file.

    ``flags`` are for staff, ``notes`` for the student; ``outputs`` is what cells displayed, and
    ``seconds`` how long each cell took, by its number. ``seeds`` are the seeds of the questions'
    random inputs, and ``seed`` identifies all of them together. ``details`` shows failed cases from
    inside the test, by question and case, for staff only.
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
    """Which tests to run, and how, for an author who proves them.

    Args:
        questions: the questions whose tests run; empty: all.
        order: "forward", "reverse", or "twice": each case has to pass both times.
        seed: changes the random inputs of the tests.
    """

    questions: tuple[str, ...] = ()
    order: Order = "forward"
    seed: str = ""


class Engine(Protocol):
    """Runs submissions."""

    name: str

    def start(self) -> None:
        """Prepare in the background, since that takes seconds; :meth:`run` waits for it."""

    def prove_walls(self, bundle: Bundle) -> None:
        """Test, before anything runs, whether a submission's code could open what is closed to it.

        Raises:
            AuthorError: it could, and that is not accepted; or a required layer is missing.
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
            digest: the hash of that folder, if the caller has it.
            gate: entered when everything is ready, and left when the notebook and the tests have
                run.
            look: keeps what a student may read; without it, only for this run's own retries.

        Raises:
            SubmissionError: the submission can't be graded, through no fault of ours.
            GraderError: the engine failed.
        """

    def stop(self) -> None:
        """End the current runs; later runs are possible."""
