"""Trains on a cluster, like processes of this machine."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import asdict
from functools import partial
from typing import Any

from torchgrade.cluster.authors.pool import Pool
from torchgrade.cluster.link import Link, connected
from torchgrade.cluster.where import Where
from torchgrade.cluster.wire import Done, Result, Setup, Train, Trained
from torchgrade.errors import GraderError
from torchgrade.verify.calibrate.work import Task, Training, TrainingError

__all__ = ["Trainers", "training_on"]


class Trainers(Executor):
    """Runs the trainings of `calibrate`; a context manager, which ends them.

    Args:
        link: the connection to the cluster.
        where: the cluster.
        dataset: that they are on.
        tell: shows a person a sentence.
    """

    def __init__(self, link: Link, where: Where, dataset: str, tell: Callable[[str], None]) -> None:
        setup = Setup(
            run=f"torchgrade-{uuid.uuid4().hex}",
            content="",
            lab="",
            build="",
            dataset=dataset,
            inside=None,
            closed=(),
            require_isolation=False,
            walls="unneeded",
            explain=(),
        )
        self._pool = Pool(link, where, setup, [], tell)

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        """Train once; the function is always ``train_once``, which workers have."""
        [task] = arguments
        return self._pool.submit(partial(_train, task), [], partial(_read, task), gpu=task.gpu)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all trainings."""
        self._pool.close()


@contextlib.contextmanager
def training_on(
    where: Where, jobs: int, dataset: str, tell: Callable[[str], None]
) -> Iterator[Trainers]:
    """Yield an executor that trains on a cluster.

    Args:
        where: which one.
        jobs: how many trainings a cluster on this machine runs at a time.
        dataset: that they are on.
        tell: shows a person a sentence.

    Raises:
        AuthorError: there is no such cluster.
    """
    with connected(where, jobs) as link, Trainers(link, where, dataset, tell) as trainers:
        yield trainers


def _train(task: Task, number: int) -> Train:
    fields = asdict(task)
    del fields["gpu"]
    return Train(number=number, **fields)


def _read(task: Task, result: Result) -> Training:
    if not isinstance(result, Trained) or result.why:
        why = result.why if isinstance(result, Trained | Done) else "no training"
        raise GraderError(f"{task.name}: {why}; what had ended is kept")
    if result.raised:
        raise TrainingError(result.raised)
    return Training(
        task.dataset,
        task.variant,
        task.seed,
        result.accuracy,
        result.seconds,
        result.device,
        result.torch,
    )
