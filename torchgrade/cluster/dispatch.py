"""Distributes submissions to workers, until each is graded once.

Each order is for a specific worker, whose messages count as long as it has the order. So whatever
happens to workers and the scheduler, the command knows who has what, and redistributes what was
lost.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator

from torchgrade.cluster import tasks
from torchgrade.cluster.channel import Channel, Ended
from torchgrade.cluster.crew import Crew, Order, Piece, Worker
from torchgrade.cluster.feeder import Feeder
from torchgrade.cluster.link import Link
from torchgrade.cluster.looks import Looks
from torchgrade.cluster.recruiting import Recruiting
from torchgrade.cluster.where import Where
from torchgrade.cluster.wire import (
    RESULTS,
    Begun,
    Chunk,
    Done,
    Fault,
    Files,
    Kept,
    Lacks,
    Look,
    Machine,
    Ready,
    Result,
    Setup,
    Stale,
    Unprepared,
    Wants,
    Word,
    pack,
)
from torchgrade.errors import GraderError

__all__ = ["Dispatch"]

_LOOK = 1.0  # seconds between two updates of the workers
_NUDGE = 5.0  # seconds between two tests whether messages arrive
_AIM, _MOST = 1.0, 8  # most seconds of work in an order, and most submissions
_GRACE = 40.0  # seconds for the messages of an ended task to arrive

Settled = tuple[Piece, Result | None]


class Dispatch:
    """A run on a cluster.

    Args:
        link: the connection to the cluster.
        where: the cluster.
        setup: the run's setup.
        content: reads its autograder's files.
        looks: keeps what students may read.
        tell: shows a person a sentence.
        begun: called with each piece that begins to run.
    """

    def __init__(
        self,
        link: Link,
        where: Where,
        setup: Setup,
        content: Callable[[], Files],
        *,
        looks: Looks,
        tell: Callable[[str], None],
        begun: Callable[[Piece], None],
    ) -> None:
        self._link, self._where, self._setup, self._looks = link, where, setup, looks
        self._tell, self._begun = tell, begun
        self.crew = Crew(where.patience)
        self._recruiting = Recruiting(self.crew, setup, content, self._order, tell, link.name)
        self._orders: dict[str, Order] = {}
        self._ended: dict[str, float] = {}  # orders whose task has ended -> time
        self._waiting: deque[Piece] = deque()
        self._results: deque[Settled] = deque()
        self._open = 0  # pieces that are not done
        self._channel = Channel(link, setup.run, self._answer)
        self._tokens = itertools.count()
        self._mean = _AIM  # seconds per submission
        self._gone_since: float | None = None
        self._next_look = self._next_nudge = 0.0
        self._stopped = False

    @property
    def has_gpu(self) -> bool:
        """Whether a usable worker announces a GPU."""
        return any(worker.gpus for worker in self.crew.with_state("ready"))

    def add(self, piece: Piece) -> None:
        """Add a piece, before all that wait."""
        self._open += 1
        self._waiting.appendleft(piece)

    def run(self, source: Iterator[Piece | None]) -> Generator[Settled, None, None]:
        """Run pieces, and yield each once with its outcome; None if it is settled.

        Raises:
            AuthorError: no worker is usable.
            GraderError: the scheduler is gone and does not come back.
        """
        with contextlib.ExitStack() as stack:
            stack.callback(self._end)
            feeder = stack.enter_context(Feeder(source))
            while not self._stopped and (self._open or self._results or not feeder.empty):
                self._look_around()
                self._hand_out(feeder)
                self._listen()
                if self._results:
                    yield self._results.popleft()

    def stop(self) -> None:
        """Make :meth:`run` end soon, even if not all is done; called from another thread."""
        self._stopped = True

    def _end(self) -> None:
        for order in self._orders.values():
            with contextlib.suppress(Exception):  # the scheduler may be gone
                order.future.cancel()
        self._channel.close([worker.address for worker in self.crew.with_state("ready")])

    # Workers

    def _look_around(self) -> None:
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + _LOOK
        seen = self._link.seen()
        if seen is None:
            self._without_scheduler(now)
            return
        if self._gone_since is not None:
            self._gone_since = None
            self._tell(f"{self._link.name}: the scheduler is back")
        new, lost = self.crew.update(seen)
        for worker in lost:
            self._lose(worker)
        for order in [self._orders[t] for t, since in self._ended.items() if now > since + _GRACE]:
            self._tell(f"worker {order.worker.address}: an answer got lost; it is asked again")
            self._fail(order, "its answer got lost")
        self._recruiting.ask(new)
        if now > self._next_nudge:
            self._next_nudge = now + _NUDGE
            self._channel.nudge()
        self._recruiting.need_somebody(now)
        self._recruiting.need_gpu(now, any(piece.gpu for piece in self._waiting))

    def _without_scheduler(self, now: float) -> None:
        """Drop all orders of workers, which are lost through nobody's fault."""
        if self._gone_since is None:
            self._gone_since = now
            self._tell(f"{self._link.name}: the scheduler does not answer; waiting for it")
            for worker in self.crew.forget():
                self._take_back(worker)
        if now - self._gone_since > self._where.wait:
            raise GraderError(
                f"the scheduler of {self._link.name} has not come back in {self._where.wait:g} s; "
                "the same command goes on from here (`grade` with --resume)"
            )

    def _lose(self, worker: Worker) -> None:
        """Take back the orders of a lost worker; what ran there may be the cause."""
        begun = [
            order.pieces[number]
            for order in worker.orders.values()
            for number in order.begun
            if number in order.pieces
        ]
        for piece in begun:
            piece.deaths += 1
        self._take_back(worker)
        how = "says nothing any more" if worker.state == "silent" else "is gone"
        again = f"; {len(begun)} that it had begun are run again" if begun else ""
        self._tell(f"worker {worker.address} {how}{again}")

    def _take_back(self, worker: Worker) -> None:
        for order in list(worker.orders.values()):
            self._hand_back(order)
        if worker.reserved is not None:  # it has not been sent
            self._waiting.appendleft(worker.reserved)
            worker.reserved = None

    # Orders

    def _hand_out(self, feeder: Feeder) -> None:
        self._place_those_alone()
        given = True
        while given:
            given = False
            for worker in self.crew.with_room():
                if pieces := self._next(worker, feeder):
                    self._send(worker, pieces)
                    given = True

    def _next(self, worker: Worker, feeder: Feeder) -> list[Piece]:
        """Choose a worker's next order: as much as takes a short time."""
        most = max(1, min(_MOST, int(_AIM / max(self._mean, 0.01))))
        pieces: list[Piece] = []
        while len(pieces) < most and (piece := self._take(worker, feeder)):
            pieces.append(piece)
            if piece.gpu or piece.deaths:
                break
        return pieces

    def _take(self, worker: Worker, feeder: Feeder) -> Piece | None:
        for piece in self._waiting:
            if not piece.alone and (not piece.gpu or worker.free_gpus > 0):
                self._waiting.remove(piece)
                return piece
        while new := feeder.next():
            self._open += 1
            if new.settled:
                self._settle(new, None)
            elif new.gpu and worker.free_gpus <= 0:
                self._waiting.append(new)
                return None
            else:
                return new
        return None

    def _place_those_alone(self) -> None:
        """Place pieces that may have killed two workers on workers that do nothing else."""
        ready = self.crew.with_state("ready")
        for piece in [piece for piece in self._waiting if piece.alone]:
            fit = [one for one in ready if one.reserved is None and (one.gpus or not piece.gpu)]
            if fit:
                self._waiting.remove(piece)
                min(fit, key=lambda worker: len(worker.orders)).reserved = piece
        for worker in ready:
            if worker.reserved is not None and not worker.orders:
                self._send(worker, [worker.reserved])

    def _send(self, worker: Worker, pieces: list[Piece]) -> None:
        items = tuple(self._looks.with_shown(piece.item) for piece in pieces if piece.item)
        chunk = Chunk(
            run=self._setup.run, station=worker.station, threads=worker.numeric, items=items
        )
        self._order(tasks.work, worker, pack(chunk, [piece.files for piece in pieces]), pieces)

    def _order(
        self,
        function: Callable[..., None],
        worker: Worker,
        data: bytes = b"",
        pieces: list[Piece] | None = None,
    ) -> None:
        token = f"{self._setup.run}-{next(self._tokens)}"
        alone = any(piece.alone for piece in pieces or ())
        order = Order(token, worker, {one.number: one for one in pieces or ()}, alone=alone)
        self._orders[token] = worker.orders[token] = order
        gpu = any(piece.gpu for piece in order.pieces.values())
        try:
            order.future = self._channel.submit(function, token, worker.address, data, gpu=gpu)
        except Exception as error:  # the scheduler may have gone a moment ago
            worker.state = "silent"  # it is asked again once it reports
            self._channel.events.put(Ended(token, f"it can't be reached: {error}"))

    def _hand_back(self, order: Order) -> None:
        """Drop an order: pieces without a result are done elsewhere."""
        for piece in self._forget(order):
            if piece.hopeless:
                why = piece.trouble or f"{piece.deaths} workers were lost while they ran it"
                self._settle(piece, Done(token="", number=piece.number, grade=None, why=why))
            else:
                self._waiting.append(piece)

    def _forget(self, order: Order) -> list[Piece]:
        """Drop an order, and return its pieces without a result."""
        self._orders.pop(order.token, None)
        self._ended.pop(order.token, None)
        order.worker.orders.pop(order.token, None)
        if order.alone:
            order.worker.reserved = None
        if order.future is not None:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                order.future.cancel()
        left = list(order.pieces.values())
        order.pieces.clear()
        return left

    def _settle(self, piece: Piece, done: Result | None) -> None:
        self._open -= 1
        self._results.append((piece, done))

    # Messages

    def _listen(self) -> None:
        """Handle all messages; wait a moment for one if there is nothing else to do."""
        wait = 0.0 if self._results else _LOOK / 2
        with contextlib.suppress(queue.Empty):
            while True:
                event = self._channel.events.get(wait > 0, wait or None)
                wait = 0.0
                if order := self._orders.get(event.token):
                    self._hear(order, event)

    def _hear(self, order: Order, event: Word | Ended) -> None:
        if isinstance(event, Ended):
            self._task_ended(order, event)
        elif isinstance(event, Begun):
            if event.number in order.pieces:
                order.begun[event.number] = time.monotonic()
                self._begun(order.pieces[event.number])
        elif isinstance(event, RESULTS):
            self._done(order, event)
        elif isinstance(event, Unprepared | Fault):
            self._broke(order, event)
        elif isinstance(event, Machine | Wants | Lacks | Ready):
            self._forget(order)
            self._recruiting.hear(order.worker, event)

    def _done(self, order: Order, done: Result) -> None:
        piece = order.pieces.pop(done.number, None)
        if piece is None:
            return
        took = time.monotonic() - order.begun.get(done.number, time.monotonic())
        self._mean += (took - self._mean) / 8
        self._settle(piece, done)
        if not order.pieces:
            self._forget(order)

    def _broke(self, order: Order, event: Unprepared | Fault) -> None:
        """Do elsewhere what a worker could not do, as if it had been lost while running it."""
        begun = [piece for number, piece in order.pieces.items() if number in order.begun]
        if isinstance(event, Fault):
            self._tell(f"worker {order.worker.address} failed: {event.why}")
        for piece in begun or (order.pieces.values() if isinstance(event, Fault) else ()):
            piece.deaths += 1
            piece.trouble = event.why if isinstance(event, Fault) else ""
        self._hand_back(order)
        if isinstance(event, Unprepared):
            self._recruiting.ask([order.worker])
        elif order.worker.state == "asked":
            self._recruiting.ask_again(order.worker, event.why)

    def _task_ended(self, order: Order, event: Ended) -> None:
        if not event.error:
            self._ended[order.token] = time.monotonic()
        else:
            self._fail(order, event.error)

    def _fail(self, order: Order, why: str) -> None:
        """Give up an order that Dask could not run."""
        if order.pieces:
            self._hand_back(order)
            return
        self._forget(order)
        if order.worker.state == "asked":
            self._recruiting.ask_again(order.worker, why)

    def _answer(self, look: Look) -> Kept | Stale:
        """Answer what a submission showed; called in the listening thread."""
        order = self._orders.get(look.token)
        if order is None or look.number not in order.pieces:
            return Stale()
        return self._looks.keep(look)
