"""The referee's end of the line to a player: requests, answers, and what the answers become."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch

from torchgrade.grade import crossing, gradients, held, wire
from torchgrade.grade.channel import Channel
from torchgrade.grade.effects import nearest_builtin, print_options, write_back
from torchgrade.grade.handles import handle_of
from torchgrade.grade.namespace import asked_for

__all__ = ["Allowed", "PlayerDied", "Remote"]

MAX_RECEIVED = 4 * 2**30
_NONSENSE = wire.WireError, ValueError, TypeError, KeyError, IndexError, AttributeError
"""What it takes to be the player's doing, where an answer is made sense of."""


class PlayerDied(BaseException):
    """The player is gone, out of time, or talks nonsense. No `except Exception` may hide it."""


@dataclass(frozen=True)
class Allowed:
    """What a test file may do beyond the rule, where its author, or a foreign zip, asks for it."""

    operators: bool = False  # compare a student's objects by their own operators
    in_place: bool = False  # feel what a call changed in its arguments


@dataclass
class Remote:
    """One process of the player's, as the referee sees it."""

    channel: Channel
    allowed: Allowed = field(default_factory=Allowed)
    after_call: Callable[[], None] = lambda: None  # where files that it writes are felt at once
    seeds: list[list[Any]] = field(default_factory=list)
    dead: str = ""  # why, once it is
    unsupported: str = ""  # what a test asked for in vain
    traceback: str = ""  # of the last exception on the other side
    own_decides: bool = False  # an operator of a class of the student's own has decided
    _handles: weakref.WeakValueDictionary[int, Any] = field(
        default_factory=weakref.WeakValueDictionary
    )
    _callbacks: dict[int, Callable[..., Any]] = field(default_factory=dict)
    _held: held.Held = field(default_factory=held.Held)
    _release: list[list[int]] = field(default_factory=list)
    _sent: dict[int, int] = field(default_factory=dict)  # number -> how often the player sent it
    _new: bool = True  # the player may still keep what it gave to, and got from, another one

    def names(self, names: list[str]) -> dict[str, Any]:
        """Fetch the values of global names; those that do not exist are left out."""
        new, self._new = self._new, False
        decoder = self._exchange(["names", names, new], None, "names")
        try:
            return asked_for(decoder.message[1], names, decoder.value)
        except _NONSENSE as error:
            raise self._no_answer(error) from None

    def do(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Do an operation of the table `operations.OPERATIONS` on the other side.

        Raises:
            Exception: what the student's code raised, as its nearest builtin.
            PlayerDied: no answer came.
        """
        grad = torch.is_grad_enabled()
        encoder = wire.Encoder(self._outgoing, gradients=grad)
        try:
            nodes = [encoder.node(args), encoder.node(kwargs)]
        except wire.WireError as error:
            raise self.refuse(f"an argument of the call is {error}") from None
        except crossing.Unsupported as error:
            raise self.refuse(str(error)) from None
        inputs = encoder.gradients
        leaves = [[encoder.tensor(value), value.is_leaf] for value in inputs]
        message = ["do", operation, nodes, leaves, self._context(grad)]
        self.seeds, self._release = [], []
        decoder = self._exchange(message, encoder, "value")
        try:
            _, node, graph, raw, said, changed, back = decoder.message
            if type(said) is str and said:
                sys.stdout.write(said[:100_000])
            outputs = list(map(decoder.value, raw))
            decoder.gradients = gradients.attach(self, graph, outputs, inputs)
            result = decoder.value(node)
            for model in self._held.changed(changed):
                if self.allowed.in_place:
                    model.load_state_dict(self.do("probe", "state", model))
                else:
                    held.close_to_tests(model)
            if back is not None:
                theirs = decoder.value(back)
                for mine, new in zip((*args, *kwargs.values()), theirs, strict=True):
                    write_back(mine, new)
        except _NONSENSE as error:
            raise self._no_answer(error) from None
        self.after_call()
        return result

    def _context(self, grad: bool) -> dict[str, Any]:
        """Say what surrounds a call in the player, as the test set it; nothing if all is usual."""
        dtype, shown, back = torch.get_default_dtype(), print_options(), self.allowed.in_place
        changed = self.seeds or self._release or shown or back or not grad
        if not changed and dtype is torch.float32:
            return {}
        return {
            "grad": grad,
            "dtype": str(dtype)[6:],
            "seeds": self.seeds,
            "print": shown,
            "release": self._release,
            "write_back": back,
        }

    def vjp(self, graph: int, grads: list[torch.Tensor | None], accumulate: bool) -> list[Any]:
        """Ask for the gradients of a call's leaves, given those of its outputs."""
        encoder = wire.Encoder(self._outgoing)
        nodes = [None if grad is None else encoder.tensor(grad) for grad in grads]
        decoder = self._exchange(["vjp", graph, nodes, accumulate], encoder, "value")
        try:
            return list(decoder.value(decoder.message[1]))
        except _NONSENSE as error:
            raise self._no_answer(error) from None

    def release(self, number: int) -> None:
        """Note that nobody asks for an object or a graph any more.

        The player may just be sending it once more: it lets go of what was sent as often as noted.
        """
        self._release.append([number, self._sent.pop(number, 1)])

    def _exchange(
        self, message: list[Any], encoder: wire.Encoder | None, expected: str
    ) -> wire.Decoder:
        if self.dead:
            raise PlayerDied(self.dead)
        while True:
            decoder = self._transfer(message, encoder)
            kind = decoder.message[0]
            if kind == expected:
                return decoder
            if kind == "error":
                raise self._error(decoder.message)
            if kind != "callback":
                raise self._died(f"it sent an answer of an unknown kind, {str(kind)[:20]!r}")
            message, encoder = self._call_back(decoder)

    def _transfer(self, message: list[Any], encoder: wire.Encoder | None) -> wire.Decoder:
        """Send a message, and wait for the next one."""
        try:
            self.channel.send(message, encoder)
            decoder = self.channel.receive(self._incoming)
        except (EOFError, OSError):
            raise self._died("its process ended") from None
        except wire.WireError as error:
            raise self._no_answer(error) from None
        if self.channel.received > MAX_RECEIVED:
            raise self._died("it sent too many bytes")
        return decoder

    def _died(self, why: str) -> PlayerDied:
        self.dead = self.dead or why
        return PlayerDied(self.dead)

    def _no_answer(self, error: Exception) -> PlayerDied:
        said = str(error) if isinstance(error, wire.WireError) else type(error).__name__
        return self._died(f"it sent what is no answer: {said}")

    def refuse(self, why: str) -> crossing.Unsupported:
        """Note what a test asks for in vain, whatever an `except` in it makes of that."""
        self.unsupported = self.unsupported or why
        return crossing.Unsupported(why)

    def _error(self, message: list[Any]) -> Exception:
        """Make the exception that stands for one of the student's."""
        _, kinds, name, text, trace, said = [*message, *[""] * 6][:6]
        if type(said) is str and said:
            sys.stdout.write(said[:100_000])
        self.traceback = str(trace)[:8000]
        return nearest_builtin(kinds, str(name)[:100], str(text)[:2000])

    # What crosses.

    def _outgoing(self, encoder: wire.Encoder, value: object) -> list[Any]:
        remote = getattr(type(value), "torchgrade_remote", None)
        if remote is not None:
            owner, number = remote(value)
            if owner is not self:
                raise crossing.Unsupported("an object of another test case can't be used here")
            return ["object", number]
        name = crossing.library_name(value) if callable(value) else ""
        if name:
            return ["name", name]
        if isinstance(value, type):
            raise crossing.Unsupported(
                f"the class {value.__name__} of the test can't be handed to the student's "
                "code. Use a class of a library, or a function."
            )
        if crossing.is_library(value):
            return self._held.send(encoder, value)
        if isinstance(value, torch.nn.Module):
            raise crossing.Unsupported(
                f"a {type(value).__name__} of the test's own can't be handed to the student's "
                "code. Build a model of layers of torch.nn."
            )
        if callable(value):
            self._callbacks[id(value)] = value
            return ["callback", id(value)]
        raise crossing.Unsupported(
            f"a {type(value).__name__} of the test's own can't be handed to the student's "
            "code. Hand on plain values, library objects, or functions."
        )

    def _incoming(self, decoder: wire.Decoder, fields: list[Any]) -> Any:
        """Make a handle for what stays in the player."""
        if len(fields) == 2 and fields[0] == "plain":
            return decoder.value(fields[1], 1)
        if len(fields) < 6 or fields[0] != "object" or type(fields[1]) is not int:
            raise wire.WireError("not a handle")
        number, kind, can_call, base, name = fields[1:6]
        if not (type(kind) is type(base) is type(name) is str):
            raise wire.WireError("not a handle")
        self._sent[number] = self._sent.get(number, 0) + 1
        handle = self._handles.get(number)
        if kind == "parameter":
            data = decoder.value(fields[6]) if len(fields) == 7 else None
            if type(data) is not torch.Tensor:
                raise wire.WireError("not a parameter")
            return gradients.RemoteParameter(data, self, number)
        if handle is None:
            handle = handle_of(self, number, kind, can_call is True, base, name)
            self._handles[number] = handle
        return handle

    def _call_back(self, decoder: wire.Decoder) -> tuple[list[Any], wire.Encoder]:
        """Run a function of the test that the student's code calls, and say what it returned."""
        try:
            _, number, (args, kwargs) = decoder.message
            function = self._callbacks[number]
            given, named = decoder.value(args), decoder.value(kwargs)
            if type(given) is not tuple or type(named) is not dict:
                raise TypeError("not the arguments of a callback")
        except _NONSENSE as error:
            raise self._no_answer(error) from None
        encoder = wire.Encoder(self._outgoing)
        try:
            with torch.no_grad():
                return ["value", encoder.node(function(*given, **named))], encoder
        except crossing.Unsupported as error:
            raise self.refuse(str(error)) from None
        except Exception as error:
            return ["error", type(error).__name__, str(error)], wire.Encoder(self._outgoing)
