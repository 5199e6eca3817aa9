"""Messages between a run and its workers, by way of the scheduler."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from distributed import Future, Queue, Variable

from torchgrade.cluster.link import Link
from torchgrade.cluster.tasks import answer_name, end
from torchgrade.cluster.wire import WORDS, Fault, Kept, Look, Stale, Word
from torchgrade.engine.protocol.lines import decode, encode
from torchgrade.errors import GraderError

__all__ = ["Channel", "Ended", "read_word"]

_AGAIN = 0.5  # seconds between two attempts to reach the scheduler
_DEAF = 30.0  # seconds without any message, even one to ourselves, until we subscribe anew
_FAREWELL = 5.0  # seconds for workers to receive a run's end
_TOKEN = re.compile(rb'"token": "([\w-]+)"')
_GONE = (Exception, asyncio.CancelledError)
"""What Dask may raise if the scheduler is gone, or has been restarted: anything."""


@dataclass(frozen=True)
class Ended:
    """A Dask task has ended; ``error`` says why it could not run, if it could not."""

    token: str
    error: str = ""


class Channel:
    """A queue on the scheduler, read by a separate thread.

    What a submission showed is answered there at once, since its worker waits for that.

    Args:
        link: the connection to the cluster.
        name: the run's unique name.
        look: returns the answer to what a submission showed.
    """

    def __init__(self, link: Link, name: str, look: Callable[[Look], Kept | Stale]) -> None:
        self.events: queue.Queue[Word | Ended] = queue.Queue()
        self._link, self._name, self._look = link, name, look
        self._closed = threading.Event()
        self._words: Any = None  # a Dask queue
        threading.Thread(target=self._listen, name="cluster", daemon=True).start()

    def submit(
        self, function: Callable[..., None], token: str, address: str, order: bytes, *, gpu: bool
    ) -> Future:
        """Make a specific worker call a function."""
        future = self._link.client.submit(
            function,
            self._name,
            token,
            *([order] if order else []),
            key=f"torchgrade-{function.__name__}-{token}",
            workers=[address],
            allow_other_workers=False,
            resources={"GPU": 1} if gpu else None,
            retries=0,
            pure=False,
        )
        future.add_done_callback(lambda done: self.events.put(Ended(token, _error(done))))
        return future

    def nudge(self) -> None:
        """Send a message to ourselves: if it does not arrive, the scheduler is gone.

        Dask may never report that. Called every few seconds.
        """
        with contextlib.suppress(*_GONE):
            if words := self._words:
                words.put(b"", callback_timeout=_AGAIN)

    def close(self, addresses: list[str]) -> None:
        """Make these workers end the run's work, and stop listening."""
        self._closed.set()
        farewell = threading.Thread(target=self._leave, args=(addresses,), daemon=True)
        farewell.start()
        farewell.join(_FAREWELL)

    def _leave(self, addresses: list[str]) -> None:
        with contextlib.suppress(*_GONE):
            client = self._link.client
            Queue(self._name, client).put(b"")  # for the waiting thread
            client.run(end, self._name, workers=addresses, on_error="ignore")

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                client = self._link.client
                self._words = self._words or Queue(self._name, client)
                data = self._words.get(callback_timeout=_DEAF)
                if data:
                    self._hear(client, data)
            except _GONE:
                self._words = None
                time.sleep(_AGAIN)

    def _hear(self, client: Any, data: bytes) -> None:
        word = read_word(data)
        if isinstance(word, Look):
            name = answer_name(self._name, word.token, word.number)
            Variable(name, client).set(encode(self._look(word)))
        else:
            self.events.put(word)


def read_word(data: bytes) -> Word:
    """Return a worker's message; an invalid one counts as a fault of the worker with that order."""
    try:
        return decode(data, *WORDS)
    except GraderError as error:
        why = str(error)
    found = _TOKEN.search(data)
    return Fault(token=found[1].decode() if found else "", why=why)


def _error(future: Future) -> str:
    if future.status == "finished":
        return ""
    if future.status != "error":
        return "Dask has let go of it"
    try:
        return repr(future.exception(timeout=1))
    except Exception as error:  # its order is unknown
        return repr(error)
