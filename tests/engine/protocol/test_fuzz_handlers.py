"""Whatever a player says, in whatever state its referee is, costs a cell or a case and no more.

A liar answers every request with messages that are right, nearly right or nonsense. What comes of
it is a value, an exception of the student's, or the player's death: nothing else is raised.
`TORCHGRADE_FUZZ` says how often each state is tried, by a tenth of it.
"""

from __future__ import annotations

import contextlib
import io
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
import torch

from tests.engine.protocol.fuzzer import FRAMES, SEED, Fuzzer, frame
from torchgrade.engine.protocol import tags, wire
from torchgrade.engine.protocol.channel import Channel, pair
from torchgrade.engine.protocol.job import Cell
from torchgrade.engine.protocol.wire import Tag
from torchgrade.engine.proxies.objects import Handle, Refused
from torchgrade.engine.proxies.peer import Allowed
from torchgrade.engine.proxies.session import PlayerDied, Session
from torchgrade.engine.referee.execution import Execution
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.sandbox.processes.clock import Clock

pytestmark = pytest.mark.filterwarnings("default")
TRIES = FRAMES // 10
ANSWERS = 4  # messages of one liar; then it hangs up


class Student(Exception):  # noqa: N818 - it stands for what the student's code raised
    pass


class Sayings(Fuzzer):
    """Makes frames that are messages of a player's, most of them wrong."""

    def message(self, words: tuple[str, ...]) -> bytes:
        r = self.random
        parts = self.right(r.choice(words))
        for _ in range(r.choice((0, 0, 0, 1, 1, 2))):
            at = r.randrange(len(parts))
            change = r.randrange(4)
            if change == 0:
                parts[at] = self.leaf()
            elif change == 1:
                parts[at] = self.node(2)
            elif change == 2:
                parts.insert(at, self.leaf())
            elif len(parts) > 1:
                del parts[at]
        blobs = r.randbytes(64)
        return frame(self.packed([[r.choice((0, 8, 64))], parts]), blobs)

    def right(self, word: str) -> list[Any]:
        """A message of the right form, with a value by chance."""
        r = self.random
        text = r.choice(("", "q1", "AssertionError: no", "\ud800", "x" * r.choice((200, 1999))))
        names = [[name, self.value()] for name in r.sample(("f", "g", "other"), 2)]
        tensor = [Tag.TENSOR, "torch.float32", [2], r.random() < 0.5, 0]
        several = r.choice(([], [], [tensor], [self.value()]))
        said = {
            "ready": [r.choice((2, 7, 2**31 - 1))],
            "check": [r.choice(("q1", "q2", text)), False],
            "ran": [text, text, text, [text] * r.randrange(3), False],
            "names": [names],
            "value": [self.value(), r.randrange(3), several, text, [5], self.value()],
            "error": [["Secret", "ValueError"], text, text, text, text],
            "callback": [r.choice((1, self.known)), self.value(), self.value()],
        }
        return [word, *said[word]]

    known = 1  # the number of a callback that there is

    def value(self) -> Any:
        r = self.random
        data = [Tag.TENSOR, "torch.float32", [2], True, 0]
        kind = r.choice(("object", "module", "parameter", "parameter", "nonsense"))
        base = r.choice(("", "torch:Tensor", "torch._C:Generator", "builtins:list", "os:system"))
        handle = ["object", r.randrange(4), kind, r.random() < 0.5, base, "Mine", self.held(data)]
        return r.choice((
            1, [Tag.LIST, 1, 2], [Tag.TUPLE], [Tag.TUPLE, 1], [Tag.DICT], data, [Tag.GRADIENT, 0],
            [Tag.SPECIAL, *handle], [Tag.LIST, [Tag.SPECIAL, *handle]],
            [Tag.SPECIAL, "plain", data], self.node(1), self.leaf(),
        ))  # fmt: skip

    def held(self, data: Any) -> Any:
        """What an object is said to hold: a tensor, or a plain value of any kind."""
        plain = (None, 5, 0.5, "x", [Tag.LIST, 1], [Tag.DICT, "a", data], [Tag.SET, 1], [Tag.TUPLE])
        return self.random.choice((data, *plain, self.node(2), self.leaf()))


class Liar:
    """A player's end, which says things by chance, and asks for no reason why."""

    def __init__(self, sayings: Sayings, words: tuple[str, ...]) -> None:
        self.mine, self._theirs = pair()
        self._sayings, self._words = sayings, words
        self._thread = threading.Thread(target=self._lie)
        self._thread.start()

    def _lie(self) -> None:
        with self._theirs, contextlib.suppress(OSError, EOFError):
            channel = Channel(self._theirs, tags.OURS)
            for _ in range(ANSWERS):
                _, fd = channel.receive_with_fd(lambda *_: None)
                if fd is not None:  # a copy speaks, and the cell goes on
                    with socket.socket(fileno=fd) as other:
                        other.sendall(self._sayings.message(("ready", "ready", "ran")))
                if self._sayings.random.random() < 0.05:
                    self._theirs.sendall(self._sayings.frame())  # perhaps no whole one
                    break
                self._theirs.sendall(self._sayings.message(self._words))

    def end(self) -> None:
        self.mine.close()
        self._thread.join()


class Waiting(Process):
    """A process that is none: nobody is killed for what a liar claims."""

    def __init__(self, channel: Channel) -> None:
        self.channel, self.pid, self._ahead, self._fd = channel, 2**22 + 1, None, None

    def end(self) -> None:
        self.channel.close()


@pytest.fixture(autouse=True)
def no_real_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A copy's first word names a process, which is nobody's business here."""
    before = signal.getsignal(signal.SIGALRM)
    monkeypatch.setattr(
        "torchgrade.engine.referee.process.Process", lambda channel, _: Waiting(channel)
    )
    monkeypatch.setattr(
        "torchgrade.engine.proxies.session.nearest_exception",
        lambda kinds, name, text, *_: Student(text),
    )
    yield
    signal.signal(signal.SIGALRM, before)


def test_a_cell_ends_whatever_is_said_while_it_runs() -> None:
    sayings, seen = Sayings(SEED), Counter[str]()
    for _ in range(TRIES):
        liar = Liar(sayings, ("ran", "check", "check", "names", "value"))
        process = Waiting(Channel(liar.mine))
        questions = {"q1": ["f"], "q2": None}
        execution = Execution(process, [Cell(1, "1")], questions, 9, 1e12, Clock(None), lambda: "")
        try:
            outcome = execution.run_cell(process, 0)
        except LostError:
            seen["lost"] += 1
        else:
            seen["died" if outcome.died else "raised" if outcome.error else "ran"] += 1
        finally:
            execution.end()
            process.end()
            liar.end()
    assert seen["died"] > TRIES / 20
    assert seen["ran"] + seen["raised"] > TRIES / 20, seen


def called(session: Session, handle: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    out = session.do("call", handle, x, print, [x])
    if isinstance(out, torch.Tensor) and out.requires_grad:
        out.sum().backward()
    return out


STATES: dict[str, Callable[[Session, Any], Any]] = {
    "names": lambda session, _: session.names(["f", "g"]),
    "call": called,
    "backward": lambda session, _: session.vjp(1, [torch.ones(2), None], True),
    "iterating": lambda _, handle: list(islice(handle, 5)),
    "attributes": lambda _, handle: [handle.a, handle[0], len(handle), str(handle)],
    "signature": lambda _, handle: str(handle.__signature__),
}


@pytest.mark.parametrize("state", STATES)
def test_a_case_goes_on_or_ends_whatever_is_answered(state: str) -> None:
    words = {"names": ("names", "names", "error", "value")}.get(
        state, ("value", "value", "value", "error", "callback")
    )
    sayings, seen = Sayings(SEED + 1), Counter[str]()
    sayings.known = id(print)
    for number in range(TRIES // 2):
        liar = Liar(sayings, words)
        session = Session(Channel(liar.mine), Allowed(in_place=number % 3 == 0))
        handle = Handle(session, 3, "", "Mine")
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                value = STATES[state](session, handle)
            goes_back(session, value)
            seen["value"] += 1
        except Student:
            seen["raised"] += 1
        except PlayerDied:
            assert session.dead
            seen["died"] += 1
        except (TypeError, ValueError, RuntimeError):
            # A value of another kind than the test's own line can use.
            assert state in ("call", "signature", "iterating", "attributes")
            seen["unusable"] += 1
        finally:
            liar.end()
    assert seen["died"] > TRIES / 40, seen
    assert seen["value"] or state in ("signature", "attributes"), seen


def goes_back(session: Session, value: Any) -> None:
    """What came can be an argument of the next call, whatever it is."""
    encoder = wire.Encoder(session.references.encode, gradients=True, limits=tags.OURS)
    with contextlib.suppress(Refused):
        encoder.node(((value, [value]), {"value": value}))
