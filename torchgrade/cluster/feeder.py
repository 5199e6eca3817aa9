"""Prepares submissions, a few in advance."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from torchgrade.cluster.crew import Piece

__all__ = ["Feeder"]

_AHEAD = 8
_WAIT = 0.2  # seconds between two checks whether anybody still needs items


class Feeder:
    """A thread that takes items from an iterator; a context manager, which ends it.

    Args:
        source: prepares submissions; yields None if there is none for now.
    """

    def __init__(self, source: Iterator[Piece | None]) -> None:
        self._source = source
        self._queue: queue.Queue[Piece] = queue.Queue(_AHEAD)
        self._stopped, self._exhausted = threading.Event(), threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._feed, name="take in", daemon=True)

    def __enter__(self) -> Feeder:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    @property
    def empty(self) -> bool:
        """Whether nothing is left, now or later."""
        return self._exhausted.is_set() and self._queue.empty() and self._error is None

    def next(self) -> Piece | None:
        """Return the next item, if it is ready; raise the error that ended the iterator."""
        try:
            return self._queue.get_nowait()
        except queue.Empty:
            if self._error is not None:
                raise self._error from None
            return None

    def _feed(self) -> None:
        try:
            for piece in self._source:
                while piece is not None and not self._stopped.is_set():
                    try:
                        self._queue.put(piece, timeout=_WAIT)
                        break
                    except queue.Full:
                        continue
                if self._stopped.is_set():
                    return
        except BaseException as error:
            self._error = error
        finally:
            self._exhausted.set()
