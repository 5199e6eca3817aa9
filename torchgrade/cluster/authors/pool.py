"""A pool that runs work on a cluster, for callers that each wait for their own result."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

from torchgrade.cluster.crew import Piece
from torchgrade.cluster.dispatch import Dispatch
from torchgrade.cluster.link import Link
from torchgrade.cluster.looks import Looks
from torchgrade.cluster.where import Where
from torchgrade.cluster.wire import Files, Result, Setup, Work
from torchgrade.errors import AuthorError, GraderError

__all__ = ["Pool"]

T = TypeVar("T")

_WAIT = 0.2  # seconds between two checks whether the pool was closed


class Pool:
    """A run on a cluster, to which work is added as it comes.

    Args:
        link: the connection to the cluster.
        where: the cluster.
        setup: the run's setup.
        files: the autograder's files.
        tell: shows a person a sentence.
    """

    def __init__(
        self, link: Link, where: Where, setup: Setup, files: Files, tell: Callable[[str], None]
    ) -> None:
        self.error: Exception | None = None
        """What ended the run: no worker may be used, or the scheduler is gone."""
        self._asked: queue.Queue[Piece] = queue.Queue()
        self._open: dict[int, tuple[Future[Any], Callable[[Result], Any]]] = {}
        self._lock, self._closed = threading.Lock(), threading.Event()
        self._numbers = itertools.count()
        self._dispatch = Dispatch(
            link, where, setup, lambda: files, looks=Looks({}), tell=tell, begun=self._begun
        )
        self._thread = threading.Thread(target=self._run, name="dispatch", daemon=True)
        self._thread.start()

    @property
    def has_gpu(self) -> bool:
        """Whether a usable worker announces a GPU."""
        return self._dispatch.has_gpu

    def submit(
        self,
        work: Callable[[int], Work],
        files: Files,
        read: Callable[[Result], T],
        *,
        gpu: bool = False,
    ) -> Future[T]:
        """Submit more work.

        Args:
            work: makes the order, given its number.
            files: the files that go with it.
            read: converts the outcome to the future's result, or raises its exception.
            gpu: whether it only goes to workers that announce one.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._closed.is_set():
                future.set_exception(self._why())
                return future
            number = next(self._numbers)
            self._open[number] = future, read
        self._asked.put(Piece(number, work(number), files, gpu=gpu))
        return future

    def close(self) -> None:
        """End all runs; futures that are waited for raise that it was stopped."""
        self._closed.set()
        self._dispatch.stop()
        self._thread.join()

    def _run(self) -> None:
        try:
            for piece, result in self._dispatch.run(self._pieces()):
                future, read = self._open.pop(piece.number)
                if result is not None and _is_wanted(future):
                    try:
                        future.set_result(read(result))
                    except Exception as error:
                        future.set_exception(error)
        except Exception as error:
            self.error = error
        with self._lock:
            self._closed.set()
        for future, _ in self._open.values():
            if _is_wanted(future):
                future.set_exception(self._why())

    def _why(self) -> GraderError:
        return GraderError(str(self.error or "it was stopped"))

    def _pieces(self) -> Iterator[Piece | None]:
        while not self._closed.is_set():
            try:
                yield self._asked.get(timeout=_WAIT)
            except queue.Empty:
                yield None

    def _begun(self, piece: Piece) -> None:
        if found := self._open.get(piece.number):
            _is_wanted(found[0])

    def raise_error(self) -> None:
        """Raise the error that ended the run.

        Raises:
            AuthorError: there is no cluster any more.
        """
        if self.error is not None:
            raise AuthorError(str(self.error)) from self.error


def _is_wanted(future: Future[Any]) -> bool:
    """Return whether this was not cancelled; from then on it can't be."""
    if future.running():  # for instance, it began on a worker that died
        return True
    return not future.cancelled() and future.set_running_or_notify_cancel()
