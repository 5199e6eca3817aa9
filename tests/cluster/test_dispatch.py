"""Whatever becomes of workers and schedulers, each submission is settled once: simulated faults.

Nothing waits here: a clock of its own moves on by what is asked of it, and a seed decides what
happens next. So thousands of submissions meet every order of events that a network may bring.
"""

from __future__ import annotations

import itertools
import queue
import random
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import ANY

import msgspec
import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

from torchgrade.cluster import dispatch as module
from torchgrade.cluster import recruiting, tasks
from torchgrade.cluster.channel import Ended, read_word
from torchgrade.cluster.crew import Piece, Seen
from torchgrade.cluster.dispatch import Dispatch
from torchgrade.cluster.looks import Looks
from torchgrade.cluster.versions import versions
from torchgrade.cluster.where import Where
from torchgrade.cluster.wire import (
    Begun,
    Chunk,
    Done,
    Fault,
    Item,
    Kept,
    Look,
    Machine,
    Ready,
    Setup,
    Stale,
    Unprepared,
    Wants,
    unpack,
)
from torchgrade.engine.protocol.lines import encode
from torchgrade.engine.protocol.report import Shown
from torchgrade.records import CellOutput, Grade

SETUP = Setup(
    run="run",
    content="content",
    lab="lab",
    build="build",
    dataset="",
    inside=None,
    closed=(),
    require_isolation=False,
    walls="required",
    explain=(),
)


class Faults:
    """A cluster of nobody's: workers that are lost, freeze and come back as the seed has it.

    Args:
        seed: of what happens.
        workers: how many there are, when all goes well.
        rate: the share of moments in which something breaks.
        poison: submissions that kill whoever runs them.
    """

    def __init__(
        self, seed: int, workers: int, rate: float = 0.0, poison: frozenset[int] = frozenset()
    ) -> None:
        self.draw, self.rate, self.poison, self.most = random.Random(seed), rate, poison, workers
        self.name, self.now, self.gone = "faults", 0.0, False
        self.addresses, self.born = itertools.count(), itertools.count()
        self.workers: dict[str, dict[str, Any]] = {}
        self.said: list[object] = []
        self.runs: Counter[int] = Counter()
        self.beside: dict[int, int] = {}  # of a poisoned one's last try: others on its worker
        self.final: dict[int, str] = {}  # what each showed first
        self.events = self
        self.broken = 0

    # What Dispatch asks of a link

    def seen(self) -> dict[str, Seen] | None:
        if self.gone:
            return None
        while len(self.workers) < self.most:
            address = f"w{next(self.addresses)}"
            self.workers[address] = {"orders": [], "frozen": False, "born": next(self.born)}
        return {
            address: Seen(address, 2, 0, 0.0 if one["frozen"] else self.now)
            for address, one in self.workers.items()
        }

    # What it asks of a channel

    def submit(
        self, function: Callable[..., None], token: str, address: str, data: bytes, *, gpu: bool
    ) -> object:
        if self.gone or address not in self.workers:
            raise OSError("gone")
        order = {"token": token, "function": function, "data": data, "at": 0, "cancelled": False}
        self.workers[address]["orders"].append(order)
        return SimpleNamespace(cancel=lambda: order.update(cancelled=True))

    def nudge(self) -> None:
        pass

    def close(self, addresses: list[str]) -> None:
        pass

    def get(self, block: bool, timeout: float | None) -> object:
        """Return what is said next; else let a moment go by in which something happens."""
        if not self.said:
            if not block:
                raise queue.Empty
            self._happen()
        if not self.said:
            raise queue.Empty
        return self.said.pop(0)

    def put(self, event: object) -> None:
        self.said.append(event)

    def _happen(self) -> None:
        self.now += self.draw.choice((0.05, 0.3, 1.5))
        if self.gone:
            self.gone = self.draw.random() < 0.5
            return
        if self.workers and self.draw.random() < self.rate:
            self._break()
        for address, worker in list(self.workers.items()):
            if not worker["frozen"]:
                for order in worker["orders"][:2]:
                    if address in self.workers and self.draw.random() < 0.7:
                        self._go_on(address, worker, order)

    def _break(self) -> None:
        self.broken += 1
        address = self.draw.choice(list(self.workers))
        what = self.draw.choice(("kill", "kill", "restart", "freeze", "thaw", "scheduler", "mute"))
        worker = self.workers[address]
        if what == "kill":
            del self.workers[address]
        elif what == "restart":  # at the same address, so soon that nobody sees it
            worker.update(born=next(self.born), frozen=False)
            for order in worker["orders"]:
                order["at"] = 0
        elif what in ("freeze", "thaw"):
            worker["frozen"] = what == "freeze"
        elif what == "scheduler":
            self.gone = True
            self.workers.clear()
            self.said.clear()
        else:  # words get lost
            self.said.clear()

    def _go_on(self, address: str, worker: dict[str, Any], order: dict[str, Any]) -> None:
        """Have a worker do the next step of an order."""
        token = order["token"]
        if order["cancelled"]:
            worker["orders"].remove(order)
        elif order["function"] is tasks.greet:
            self.said.append(
                Machine(token=token, station=str(worker["born"]), versions=versions(), cores=2)
            )
            self._end(worker, order)
        elif order["function"] is tasks.prepare:
            _, files = unpack(order["data"], Setup)
            ready = files or self.draw.random() < 0.5
            worker["ready"] = worker["born"] if ready else None
            self.said.append(Ready(token=token, most=2) if ready else Wants(token=token))
            self._end(worker, order)
        else:
            self._work(address, worker, order)

    def _work(self, address: str, worker: dict[str, Any], order: dict[str, Any]) -> None:
        chunk, _ = unpack(order["data"], Chunk)
        if chunk.station != str(worker["born"]):
            self.said.append(Unprepared(token=order["token"]))
            self._end(worker, order)
            return
        index, step = divmod(order["at"], 3)
        order["at"] += 1
        if index == len(chunk.items):
            self._end(worker, order)
            return
        item, token = chunk.items[index], order["token"]
        if step == 0:
            self.runs[item.number] += 1
            self.said.append(Begun(token=token, number=item.number))
        elif step == 1:
            order["shown"] = self._show(token, item, address)
            if order["shown"] is None:
                self._end(worker, order)
        elif item.number in self.poison:
            self.beside[item.number] = len(worker["orders"]) - 1
            del self.workers[address]
        else:
            grade = Grade("", "graded", 1.0, score=1.0, message=order["shown"])
            self.said.append(Done(token=token, number=item.number, grade=grade))

    def _show(self, token: str, item: Item, address: str) -> str | None:
        """Show something, unless an earlier attempt has; return what is final of it."""
        if item.shown is not None:
            return item.shown.outputs[0].text
        said = Shown({}, (), (CellOutput(1, f"{address} {self.runs[item.number]}"),), (), ())
        answer = self.answer(Look(token=token, number=item.number, key="key", shown=said))
        if isinstance(answer, Stale):
            return None
        return self.final.setdefault(item.number, answer.shown.outputs[0].text)

    def _end(self, worker: dict[str, Any], order: dict[str, Any]) -> None:
        worker["orders"].remove(order)
        self.said.append(Ended(order["token"]))

    answer: Callable[[Look], Kept | Stale]


def settled(
    monkeypatch: pytest.MonkeyPatch, faults: Faults, submissions: int
) -> list[tuple[Piece, Done | None]]:
    def channel(link: object, name: str, look: Callable[[Look], Kept | Stale]) -> Faults:
        faults.answer = look
        return faults

    monkeypatch.setattr(module, "Channel", channel)
    clock = SimpleNamespace(monotonic=lambda: faults.now)
    for place in (module, recruiting):
        monkeypatch.setattr(place, "time", clock)
    monkeypatch.setattr("torchgrade.cluster.crew.time", clock)
    pieces = (Piece(number, _item(number)) for number in range(submissions))
    run = Dispatch(
        faults,  # type: ignore[arg-type]
        Where("address", patience=20.0, wait=1e9),
        SETUP,
        lambda: [(b"file", b"")],
        looks=Looks({}),
        tell=lambda text: None,
        begun=lambda piece: None,
    )
    return list(run.run(pieces))


def _item(number: int) -> Item:
    return Item(number=number, digest="", release="", flags=(), notes=(), seconds=0.0)


@pytest.mark.parametrize("seed", range(20))
def test_each_is_settled_once_whatever_breaks(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = Faults(seed, workers=4, rate=0.1)
    results = settled(monkeypatch, faults, 300)
    assert sorted(piece.number for piece, _ in results) == list(range(300))
    assert faults.broken > 10
    for piece, done in results:
        assert done is not None
        if done.grade is not None:  # else three workers were lost with it
            assert done.grade.message == faults.final[piece.number]
        else:
            assert piece.deaths == 3


def test_where_nothing_breaks_each_runs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = Faults(1, workers=3)
    results = settled(monkeypatch, faults, 500)
    assert len(results) == 500
    assert set(faults.runs.values()) == {1}


@pytest.mark.parametrize("seed", range(5))
def test_who_kills_is_given_up_and_nobody_else_is(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third time it runs alone: who only ran beside it is not blamed."""
    poison = frozenset({3, 50, 51, 120})
    faults = Faults(seed, workers=4, poison=poison)
    results = settled(monkeypatch, faults, 200)
    assert sorted(piece.number for piece, _ in results) == list(range(200))
    given_up = {piece.number for piece, done in results if done and done.grade is None}
    assert given_up == poison
    assert {faults.runs[number] for number in poison} == {3}
    assert {faults.beside[number] for number in poison} == {0}


def test_an_answer_of_another_form_is_refused() -> None:
    with pytest.raises(Exception, match="form"):
        unpack(msgspec.msgpack.encode(["no"]), Chunk)


def test_what_is_no_word_is_a_fault_of_whoever_said_it() -> None:
    done = Done(token="run-7", number=1, grade=Grade("../../ada", "graded", 1.0))
    fault = read_word(encode(done))
    assert isinstance(fault, Fault)
    assert fault.token == "run-7"
    assert "grade.submission" in fault.why
    assert read_word(b"\xff") == Fault(token="", why=ANY)
    assert read_word(encode(Ready(token="run-8", most=2))) == Ready(token="run-8", most=2)
