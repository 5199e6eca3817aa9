"""Where submissions are graded: in threads of this process, or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Protocol

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.engine import Engine
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.grade.completion import complete_all
from torchgrade.grade.pipeline import Graded, grade_all
from torchgrade.grade.regrading import completer
from torchgrade.grade.similar.submissions import WeightsOfClass
from torchgrade.grade.submissions.intake import Intake
from torchgrade.grade.submissions.submission import Submission
from torchgrade.records import Grade

__all__ = ["Completed", "Executor", "Threads"]

Completed = tuple[Grade, str]
"""A grade, and why it could not be completed, if it could not."""


class Executor(Protocol):
    """Grades submissions, several at a time; yields results as they are ready.

    If iteration stops, so does what is running, and it stays ungraded.
    """

    def start(self) -> None:
        """Prepare in the background, since that takes seconds."""

    def grade_all(
        self,
        bundle: Bundle,
        submissions: Sequence[Submission],
        *,
        started: Callable[[Submission], None],
        looks: Mapping[str, FirstLook],
        intake: Intake,
        weights: WeightsOfClass | None = None,
    ) -> Generator[Graded, None, None]:
        """Grade submissions; see :func:`torchgrade.grade.pipeline.grade_all`."""
        raise NotImplementedError

    def complete_all(
        self,
        bundle: Bundle,
        waiting: Mapping[str, tuple[Submission, Grade]],
        *,
        started: Callable[[Submission], None],
        intake: Intake,
        questions: Sequence[str] = (),
    ) -> Generator[Completed, None, None]:
        """Complete grades, or grade these questions again.

        See :func:`torchgrade.grade.completion.complete_all`.
        """
        raise NotImplementedError


class Threads:
    """Threads of this process, on one engine.

    Args:
        engine: what runs submissions.
        jobs: how many at a time.
    """

    def __init__(self, engine: Engine, jobs: int) -> None:
        self._engine, self._jobs = engine, jobs

    def start(self) -> None:
        """See :class:`Executor`."""
        self._engine.start()

    def grade_all(
        self,
        bundle: Bundle,
        submissions: Sequence[Submission],
        *,
        started: Callable[[Submission], None],
        looks: Mapping[str, FirstLook],
        intake: Intake,
        weights: WeightsOfClass | None = None,
    ) -> Generator[Graded, None, None]:
        """See :class:`Executor`."""
        return grade_all(
            bundle,
            submissions,
            self._engine,
            jobs=self._jobs,
            started=started,
            looks=looks,
            intake=intake,
            weights=weights,
        )

    def complete_all(
        self,
        bundle: Bundle,
        waiting: Mapping[str, tuple[Submission, Grade]],
        *,
        started: Callable[[Submission], None],
        intake: Intake,
        questions: Sequence[str] = (),
    ) -> Generator[Completed, None, None]:
        """See :class:`Executor`."""
        if not isinstance(self._engine, IsolatedEngine):
            raise AuthorError("only grades of the isolated engine can be completed")
        return complete_all(
            bundle,
            waiting,
            self._engine,
            jobs=self._jobs,
            started=started,
            intake=intake,
            how=completer(questions),
        )
