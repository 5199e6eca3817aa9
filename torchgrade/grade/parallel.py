"""Work on many submissions, several at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from torchgrade.grade.discover import Submission
from torchgrade.grade.engine import Engine

__all__ = ["for_each"]

T = TypeVar("T")


def for_each(
    work: Callable[[Submission], T],
    submissions: Sequence[Submission],
    engine: Engine,
    *,
    jobs: int = 1,
    started: Callable[[Submission], None] = lambda submission: None,
) -> Generator[T, None, None]:
    """Do something with each submission, ``jobs`` at a time, and yield results as they come.

    Whoever stops iterating ends what is running in ``engine``: nothing of it is yielded.
    """
    stopped = threading.Event()

    def one(submission: Submission) -> list[T]:
        if stopped.is_set():
            return []
        started(submission)
        return [work(submission)]

    pool = ThreadPoolExecutor(jobs)
    futures = [pool.submit(one, submission) for submission in submissions]
    try:
        for future in as_completed(futures):
            yield from future.result()
    finally:
        stopped.set()
        engine.stop()
        pool.shutdown(cancel_futures=True)
