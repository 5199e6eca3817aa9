"""Work on many submissions, several at a time."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from torchgrade.engine.engine import Engine, StartGate
from torchgrade.errors import AuthorError, GraderError
from torchgrade.grade.submissions.submission import Submission
from torchgrade.records import Manifest
from torchgrade.sandbox.processes.container_memory import container_memory
from torchgrade.sandbox.processes.cores import cores

__all__ = ["JobGate", "for_each", "in_turns", "jobs_for"]

T = TypeVar("T")

_AHEAD = 1  # submissions that are prepared while others run
_MOST = 64 - _AHEAD  # as many as there are slots
_MEGABYTES = 768  # that a submission needs by default: Gradescope's smallest container


def jobs_for(manifest: Manifest, asked: int = 0) -> int:
    """Return how many submissions may run at once.

    Args:
        manifest: the lab's manifest, which says how much memory right work needs.
        asked: how many were asked for; 0: one per core, as memory allows.

    Raises:
        AuthorError: more were asked for than memory or user ids allow.
    """
    each = manifest.container_mb or _MEGABYTES
    found = container_memory() / 1e6
    most = min(max(1, int(found / each)), _MOST)
    if asked > _MOST:
        raise AuthorError(f"--jobs {asked}: expected at most {_MOST}, for which there are uids")
    if asked > most:
        raise AuthorError(
            f"--jobs {asked}: expected at most {most}, as a submission of {manifest.lab} may need "
            f"{each:,} MB and this machine has {found:,.0f} MB"
        )
    return asked or min(cores(), most)


class JobGate(StartGate):
    """The turn of one submission among many: it waits for a free place.

    Args:
        places: a semaphore with as many places as may run at once.
        stopped: set when no more may begin.
        begun: called when it begins.
    """

    def __init__(
        self, places: threading.Semaphore, stopped: threading.Event, begun: Callable[[], None]
    ) -> None:
        self._places, self._stopped, self._begun = places, stopped, begun

    def __enter__(self) -> None:
        since = time.monotonic()
        self._places.acquire()
        self.waited += time.monotonic() - since
        if self._stopped.is_set():
            self._places.release()
            raise GraderError("grading was stopped")
        self._begun()

    def __exit__(self, *_: object) -> None:
        self._places.release()


def for_each(
    work: Callable[[Submission, StartGate], T],
    submissions: Sequence[Submission],
    engine: Engine,
    *,
    jobs: int = 1,
    first: Callable[[], None] = lambda: None,
    started: Callable[[Submission], None] = lambda submission: None,
) -> Generator[T, None, None]:
    """Process submissions, ``jobs`` at a time, and yield results as they come.

    Others are prepared meanwhile: ``work`` enters the turn that it is given when it starts to run.
    Folders take turns, so a student who filled one with notebooks keeps nobody waiting. ``first``
    is called before any, and its exceptions end everything, except for a fault of the engine, which
    each submission will meet itself. If iteration stops, so does what is running in ``engine``, and
    it is not yielded. The caller closes the engine.
    """
    stopped, places = threading.Event(), threading.Semaphore(jobs)

    def one(submission: Submission) -> list[T]:
        if stopped.is_set():
            return []
        return [work(submission, JobGate(places, stopped, lambda: started(submission)))]

    pool = ThreadPoolExecutor(jobs + _AHEAD)
    try:
        if submissions:
            with contextlib.suppress(GraderError):
                first()
        futures = [pool.submit(one, submission) for submission in in_turns(submissions)]
        for future in as_completed(futures):
            yield from future.result()
    except BaseException:  # also for GeneratorExit: nobody wants the rest
        stopped.set()
        engine.stop()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def in_turns(submissions: Sequence[Submission]) -> list[Submission]:
    """Return the first submission of each folder, then the second of each, and so on."""
    earlier: Counter[str] = Counter()
    turns = []
    for submission in submissions:
        folder = submission.name.partition("/")[0]
        turns.append((earlier[folder], submission))
        earlier[folder] += 1
    return [submission for _, submission in sorted(turns, key=lambda turn: turn[0])]
