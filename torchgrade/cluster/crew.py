"""The workers of a cluster as seen by a run: what each may do, and its current orders."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from torchgrade.cluster.wire import Files, Work

__all__ = ["Crew", "Order", "Piece", "Seen", "Worker"]

_MOST_DEATHS = 3


@dataclass
class Piece:
    """A submission to grade, or other work, until it is done.

    ``deaths`` counts the workers that were lost, or failed, while they ran it, and ``trouble`` is
    the last one's message about it. ``settled``: there is nothing to run, as it can't be graded.
    """

    number: int
    item: Work | None = None
    files: Files = field(default_factory=list)
    gpu: bool = False
    deaths: int = 0
    trouble: str = ""
    settled: bool = False

    @property
    def alone(self) -> bool:
        """Whether it must run without others, so that it is known which one kills workers."""
        return self.deaths == _MOST_DEATHS - 1

    @property
    def hopeless(self) -> bool:
        """Whether it has killed so many workers that it must not get another."""
        return self.deaths >= _MOST_DEATHS


@dataclass
class Order:
    """An order to a worker: pieces, some of which have begun; none: to prepare.

    ``begun`` says since when each runs, and ``alone`` that its worker has no other order.
    """

    token: str
    worker: Worker
    pieces: dict[int, Piece] = field(default_factory=dict)
    begun: dict[int, float] = field(default_factory=dict)
    alone: bool = False
    future: Any = None  # Dask's future


@dataclass
class Worker:
    """A worker.

    ``threads`` and ``gpus`` are what it announces, ``most`` how many submissions its machine has
    room for, ``slots`` how many it runs at a time, each with ``numeric`` threads for numerical
    libraries. It gets nothing else until ``reserved``, which runs alone there, has ended.
    ``failures`` counts how often it could not say whether it is ready.
    """

    address: str
    host: str
    threads: int
    gpus: int
    state: Literal["asked", "ready", "refused", "silent"] = "asked"
    station: str = ""
    most: int = 0
    cores: int = 1
    slots: int = 1
    numeric: int = 1
    orders: dict[str, Order] = field(default_factory=dict)
    reserved: Piece | None = None
    failures: int = 0

    @property
    def room(self) -> int:
        """How many more orders it may get: some wait there while others run."""
        if self.state != "ready" or self.reserved is not None:
            return 0
        # Dask starts as many as it has threads for.
        ahead = 1 + self.slots // 4 if self.slots == self.threads else 0
        return self.slots + ahead - len(self.orders)

    @property
    def free_gpus(self) -> int:
        """How many more submissions that need a GPU it may get."""
        busy = (piece.gpu for order in self.orders.values() for piece in order.pieces.values())
        return self.gpus - sum(busy)


@dataclass(frozen=True)
class Seen:
    """A worker as known to the scheduler; ``last`` is when it last reported, by some clock."""

    host: str
    threads: int
    gpus: int
    last: float


class Crew:
    """All workers.

    Args:
        patience: seconds without a report after which a worker counts as lost.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._heard: dict[str, tuple[float, float]] = {}  # the scheduler's time, and ours
        self.workers: dict[str, Worker] = {}

    def update(self, seen: Mapping[str, Seen]) -> tuple[list[Worker], list[Worker]]:
        """Update from the scheduler's current information.

        Returns:
            The workers that are new or report again, and those that are gone or silent.
        """
        now = time.monotonic()
        for address, one in seen.items():
            if self._heard.get(address, (None, 0.0))[0] != one.last:
                self._heard[address] = one.last, now
        silent = {a for a in seen if now - self._heard[a][1] > self._patience}
        gone = [worker for address, worker in self.workers.items() if address not in seen]
        for worker in gone:
            del self.workers[worker.address], self._heard[worker.address]
        quiet = [w for a, w in self.workers.items() if a in silent and w.state != "silent"]
        for worker in quiet:
            worker.state = "silent"
        again = [w for a, w in self.workers.items() if a not in silent and w.state == "silent"]
        new = [
            Worker(address, one.host, one.threads, one.gpus)
            for address, one in seen.items()
            if address not in self.workers and address not in silent
        ]
        self.workers |= {worker.address: worker for worker in new}
        self.share()
        return [*new, *again], [*gone, *quiet]

    def forget(self) -> list[Worker]:
        """Drop all workers, since their scheduler is gone."""
        lost = list(self.workers.values())
        self.workers.clear()
        self._heard.clear()
        return lost

    def share(self) -> None:
        """Decide how many submissions run on each worker, since others may be on its machine."""
        machines: dict[str, list[Worker]] = {}
        for worker in self.with_state("ready"):
            machines.setdefault(worker.host, []).append(worker)
        for workers in machines.values():
            for worker in workers:
                worker.slots = max(1, min(worker.threads, worker.most // len(workers)))
            together = sum(worker.slots for worker in workers)
            for worker in workers:
                worker.numeric = max(1, worker.cores // together)

    def with_state(self, state: str) -> list[Worker]:
        """List the workers in a state."""
        return [worker for worker in self.workers.values() if worker.state == state]

    def with_room(self) -> list[Worker]:
        """List the workers that may get more orders, those with most room first."""
        return sorted(
            (worker for worker in self.workers.values() if worker.room > 0),
            key=lambda worker: -worker.room,
        )
