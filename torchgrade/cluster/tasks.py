"""The functions that Dask calls in a worker; their messages go to the command at once.

Messages go through a queue on the scheduler, not as results of tasks: a finished grade arrives,
whatever happens to its worker afterwards.
"""

from __future__ import annotations

import threading
import traceback
from functools import cache, lru_cache, partial

from distributed import Queue, Variable, WorkerPlugin, get_worker
from distributed.utils import sync
from distributed.worker import thread_state

from torchgrade.cluster.station import Station
from torchgrade.cluster.versions import versions
from torchgrade.cluster.wire import (
    ANSWERS,
    Begun,
    Chunk,
    Fault,
    Files,
    Item,
    Kept,
    Lacks,
    Look,
    Machine,
    Play,
    Ready,
    Result,
    Setup,
    Train,
    Unprepared,
    Wants,
    Word,
    Work,
    unpack,
)
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.lines import decode, encode
from torchgrade.engine.protocol.report import Shown
from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.regular import is_full
from torchgrade.sandbox.processes.cores import cores

__all__ = ["WarmEngine", "answer_name", "end", "greet", "prepare", "work"]

_ASK = 2.0  # seconds between two checks whether anybody still waits for an order

_starting = threading.Lock()


class WarmEngine(WorkerPlugin):  # type: ignore[misc]  # Dask need not be installed
    """A Dask plugin that keeps a worker's engine warm, and ends it with the worker."""

    name = "torchgrade"

    def __init__(self, station: Station) -> None:
        self._station = station

    def setup(self, worker: object) -> None:
        """Start the fork server, which takes seconds."""
        self._station.start()

    def teardown(self, worker: object) -> None:
        """End the engine and everything that it runs."""
        self._station.close()


@cache
def _station() -> Station:
    return Station(get_worker().local_directory)


def greet(channel: str, token: str) -> None:
    """Describe this worker, and begin to warm up its engine."""
    worker = get_worker()
    with _starting:  # several runs may begin at once
        if WarmEngine.name not in worker.plugins:
            sync(
                worker.loop, worker.plugin_add, plugin=WarmEngine(_station()), name=WarmEngine.name
            )
    _say(
        channel,
        Machine(token=token, station=_station().name, versions=versions(), cores=cores()),
    )


def prepare(channel: str, token: str, order: bytes) -> None:
    """Prepare for a run; the order includes the autograder if this worker has requested it."""
    try:
        setup, files = unpack(order, Setup)
        if files:
            _station().take(setup, files[0])
        if _station().has(setup.content):
            _say(channel, Ready(token=token, most=_station().prepare(setup)))
        else:
            _say(channel, Wants(token=token))
    except (AuthorError, GraderError) as error:
        _say(channel, Lacks(token=token, why=str(error)))
    except Exception as error:
        _say(channel, Lacks(token=token, why=_why(error)))


def work(channel: str, token: str, order: bytes) -> None:
    """Grade submissions, or do other work, one after the other; each result is sent at once."""
    try:
        chunk, files = unpack(order, Chunk)
        for item, its_files in zip(chunk.items, files, strict=True):
            if not _wanted():
                return
            if not _station().serves(chunk):
                _say(channel, Unprepared(token=token))
                return
            _say(channel, _result(channel, token, chunk, item, its_files))
    except Exception as error:
        _say(channel, Fault(token=token, why=_why(error)))


def _result(channel: str, token: str, chunk: Chunk, item: Work, files: Files) -> Result:
    begun = partial(_say, channel, Begun(token=token, number=item.number))
    if isinstance(item, Play):
        return _station().play(token, chunk, item, files, begun=begun)
    if isinstance(item, Train):
        return _station().train(token, chunk, item, begun=begun)
    look = _KeptByTheCommand(channel, token, item)
    return _station().grade(token, chunk, item, files, begun=begun, look=look)


def end(channel: str) -> None:
    """End a run's work here; its channel has its name."""
    _station().end(channel)
    _queue(channel).close()
    _queue.cache_clear()


def answer_name(channel: str, token: str, number: int) -> str:
    """Return the name of the variable that tells a worker that what a submission showed is kept."""
    return f"{channel}-{token}-{number}"


class _KeptByTheCommand(FirstLook):
    """Keeps what a submission shows with the run's command, which outlives this worker."""

    def __init__(self, channel: str, token: str, item: Item) -> None:
        super().__init__()
        self._channel, self._token, self._number = channel, token, item.number
        if item.shown is not None:
            super().keep(item.key, item.shown)

    def keep(self, key: str, shown: Shown) -> None:
        """See :class:`FirstLook`; waits until the command has kept it.

        Raises:
            GraderError: the command is gone, or another worker has the submission now.
        """
        if self.recall(key) is not None:
            return
        _say(self._channel, Look(token=self._token, number=self._number, key=key, shown=shown))
        told = Variable(answer_name(self._channel, self._token, self._number))
        answer = decode(_answer(told), *ANSWERS)
        told.delete()
        if not isinstance(answer, Kept):
            raise GraderError("another worker has this submission now")
        super().keep(answer.key, answer.shown)


def _why(error: Exception) -> str:
    """Say what went wrong in a worker, in a few words if it is not our fault."""
    if is_full(error):
        return (
            f"the disk of a worker is full: that of its --local-directory, or its TMPDIR ({error})"
        )
    return str(error) if isinstance(error, GraderError) else traceback.format_exc()[-2000:]


def _answer(told: Variable) -> bytes:
    while _wanted():
        try:
            answer: bytes = told.get(timeout=_ASK)
        except TimeoutError:
            continue
        return answer
    raise GraderError("nobody waits for this submission any more")


def _wanted() -> bool:
    """Return whether somebody waits for this thread's order.

    If a command was killed, the scheduler drops its orders.
    """
    task = get_worker().state.tasks.get(thread_state.key)
    return task is not None and task.state == "executing"


def _say(channel: str, word: Word) -> None:
    _queue(channel).put(encode(word))


@lru_cache(maxsize=64)
def _queue(channel: str) -> Queue:
    return Queue(channel)
