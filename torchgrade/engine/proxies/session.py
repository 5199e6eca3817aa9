"""The referee's end of the line to a player: requests, answers, and what the answers become."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.channel import Channel
from torchgrade.engine.protocol.messages import (
    Callback,
    Error,
    Message,
    Names,
    Object,
    Plain,
    Value,
    parse_message,
)
from torchgrade.engine.protocol.reasons import Reason, Why, of_error
from torchgrade.engine.protocol.tags import OURS
from torchgrade.engine.proxies import gradients, pickling, shared_objects
from torchgrade.engine.proxies.modules import ModuleHandle
from torchgrade.engine.proxies.namespace import values_by_name
from torchgrade.engine.proxies.objects import CallableHandle, Handle
from torchgrade.engine.proxies.peer import Allowed, Refused
from torchgrade.engine.proxies.pickling import Unsupported
from torchgrade.engine.proxies.side_effects import nearest_builtin, print_options, write_back

__all__ = ["PlayerDied", "Session"]

MAX_RECEIVED = 4 * 2**30

T = TypeVar("T")
M = TypeVar("M", bound=Message)


class PlayerDied(BaseException):
    """The player is gone, out of time, or talks nonsense. No `except Exception` may hide it."""


@dataclass
class Session:
    """One process of the player's, as the referee sees it."""

    channel: Channel
    allowed: Allowed = field(default_factory=Allowed)
    after_call: Callable[[], None] = lambda: None  # where files that it writes are felt at once
    seeds: list[list[Any]] = field(default_factory=list)
    dead: str = ""  # why, once it is
    flaw: str = ""  # what was wrong with what it sent, for staff
    unsupported: str = ""  # what a test asked for in vain, with objects of its own
    refused: str = ""  # what can't be done with the student's, whatever a test makes of that
    traceback: str = ""  # of the last exception on the other side
    own_decides: bool = False  # an operator of a class of the student's own has decided
    _handles: weakref.WeakValueDictionary[int, Any] = field(
        default_factory=weakref.WeakValueDictionary
    )
    _callbacks: dict[int, Callable[..., Any]] = field(default_factory=dict)
    _shared: shared_objects.SharedObjects = field(default_factory=shared_objects.SharedObjects)
    _release: list[list[int]] = field(default_factory=list)
    _sent: dict[int, int] = field(default_factory=dict)  # number -> how often the player sent it
    _new: bool = True  # the player may still keep what it gave to, and got from, another one

    def names(self, names: list[str]) -> dict[str, Any]:
        """Fetch the values of global names; those that do not exist are left out."""
        new, self._new = self._new, False
        decoder, said = self._exchange(["names", names, new], None, Names)
        return self._made(values_by_name, said.values, names, decoder.value)

    def do(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Do an operation of the table `operations.OPERATIONS` on the other side.

        Raises:
            Exception: what the student's code raised, as its nearest builtin.
            PlayerDied: no answer came.
        """
        grad = torch.is_grad_enabled()
        encoder = wire.Encoder(self._outgoing, gradients=grad, limits=OURS)
        try:
            nodes = [encoder.node(args), encoder.node(kwargs)]
        except wire.UnsentError as error:
            raise self.refuse(f"an argument of the call is {error}") from None
        except Unsupported as error:
            self.unsupported = self.unsupported or str(error)
            raise
        inputs = encoder.gradients
        leaves = [[encoder.tensor(value), value.is_leaf] for value in inputs]
        message = ["do", operation, nodes, leaves, self._context(grad)]
        self.seeds, self._release = [], []
        decoder, said = self._exchange(message, encoder, Value)
        if said.printed:
            sys.stdout.write(said.printed)
        result = self._made(self._returned, decoder, said, inputs)
        for model in self._shared.named(said.changed):
            if self.allowed.in_place:
                self._made(model.load_state_dict, self.do("probe", "state", model))
            else:
                shared_objects.close_to_tests(model)
        if said.back is not None:
            self._made(self._write_back, decoder.value, said.back, (*args, *kwargs.values()))
        self.after_call()
        return result

    def _returned(self, decoder: wire.Decoder, said: Value, inputs: list[torch.Tensor]) -> Any:
        outputs = list(map(decoder.value, said.outputs))
        decoder.gradients = gradients.attach(self, said.graph, outputs, inputs)
        return decoder.value(said.node)

    def _write_back(self, value: Callable[[Any], Any], back: Any, given: tuple[Any, ...]) -> None:
        for mine, new in zip(given, value(back), strict=True):
            write_back(mine, new)

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
        encoder = wire.Encoder(self._outgoing, limits=OURS)
        nodes = [None if grad is None else encoder.tensor(grad) for grad in grads]
        decoder, said = self._exchange(["vjp", graph, nodes, accumulate], encoder, Value)
        return self._made(lambda: list(decoder.value(said.node)))

    def release(self, number: int) -> None:
        """Note that nobody asks for an object or a graph any more.

        The player may just be sending it once more: it lets go of what was sent as often as noted.
        """
        self._release.append([number, self._sent.pop(number, 1)])

    def _exchange(
        self, message: list[Any], encoder: wire.Encoder | None, expected: type[M]
    ) -> tuple[wire.Decoder, M]:
        """Send a request, and wait for its answer, running callbacks meanwhile."""
        if self.dead:
            raise PlayerDied(self.dead)
        while True:
            decoder = self._transfer(message, encoder)
            said = self._heard(decoder, expected)
            if isinstance(said, Error):
                raise self._error(said)
            if not isinstance(said, Callback):
                return decoder, said
            message, encoder = self._call_back(decoder, said)

    def _transfer(self, message: list[Any], encoder: wire.Encoder | None) -> wire.Decoder:
        """Send a message, and wait for the next one."""
        try:
            self.channel.send(message, encoder)
            decoder = self.channel.receive(self._incoming)
        except (EOFError, OSError):
            raise self._died(Reason.ENDED) from None
        except wire.WireError as error:
            raise self._died(of_error(error), str(error)) from None
        if self.channel.received > MAX_RECEIVED:
            raise self._died(Reason.TOO_MUCH)
        return decoder

    def _heard(self, decoder: wire.Decoder, expected: type[M]) -> M | Error | Callback:
        try:
            return parse_message(decoder.message, expected, Error, Callback)
        except wire.WireError as error:
            raise self._died(of_error(error), str(error)) from None

    def _made(self, make: Callable[..., T], *args: Any) -> T:
        """Make something of what came: whatever goes wrong with it is the player's doing.

        Raises:
            PlayerDied: anything went wrong, for want of memory too.
        """
        try:
            return make(*args)
        except Exception as error:
            reason = of_error(error)
            flaw = str(error) if isinstance(error, wire.WireError) else type(error).__name__
        # Here nothing holds on to what was half made.
        raise self._died(reason, flaw)

    def _died(self, reason: Reason, flaw: str = "") -> PlayerDied:
        if not self.dead:
            self.dead, self.flaw = Why(reason), flaw
        return PlayerDied(self.dead)

    def refuse(self, why: str) -> Refused:
        """Note what can't be done with what is the student's: it costs the test case.

        Whatever an `except` in the test makes of that: it might be the exception that it waits for.
        """
        self.refused = self.refused or why
        return Refused(why)

    def _error(self, said: Error) -> Exception:
        """Make the exception that stands for one of the student's."""
        if said.printed:
            sys.stdout.write(said.printed)
        self.traceback = said.traceback
        return nearest_builtin(said.kinds, said.name, said.text)

    # What crosses.

    def _outgoing(self, encoder: wire.Encoder, value: object) -> list[Any]:
        peer = getattr(type(value), "torchgrade_peer", None)
        if peer is not None:
            owner, number = peer(value)
            if owner is not self:
                raise self.refuse("an object that another test case got can't be used here")
            return ["object", number]
        name = pickling.library_name(value) if callable(value) else ""
        if name:
            return ["name", name]
        if isinstance(value, type):
            raise Unsupported(
                f"the class {value.__name__} of the test can't be handed to the student's "
                "code. Use a class of a library, or a function."
            )
        if isinstance(value, gradients.View):
            return ["plain", encoder.node(value.plain())]
        if pickling.is_library(value):
            return self._shared.send(encoder, value)
        if isinstance(value, torch.nn.Module):
            raise Unsupported(
                f"a {type(value).__name__} of the test's own can't be handed to the student's "
                "code. Build a model of layers of torch.nn."
            )
        if callable(value):
            self._callbacks[id(value)] = value
            return ["callback", id(value)]
        name = type(value).__name__
        if pickling.is_builtin(value):  # an iterator, say, over what the student's code returned
            raise self.refuse(
                f"a {name} can't be handed to the student's code: it is neither a plain value nor "
                "an object of a library"
            )
        raise Unsupported(
            f"a {name} of the test's own can't be handed to the student's code. Hand on plain "
            "values, library objects, or functions."
        )

    def _incoming(self, decoder: wire.Decoder, fields: list[Any]) -> Any:
        """Make a handle for what stays in the player."""
        said = parse_message(fields, Object, Plain)
        if isinstance(said, Plain):
            return decoder.value(said.node, 1)
        number = said.number
        self._sent[number] = self._sent.get(number, 0) + 1
        if said.kind == "parameter":
            data = decoder.value(said.data)
            if type(data) is not torch.Tensor:
                raise wire.WireError("not a parameter")
            return gradients.RemoteParameter(data, self, number)
        handle = self._handles.get(number)
        if handle is None:
            handle = self._stand_in(number, said)
            self._handles[number] = handle
        return handle

    def _stand_in(self, number: int, said: Object) -> Any:
        """Make the handle that fits an object: a module's, a callable's or any other's."""
        if said.kind == "module":
            return ModuleHandle(self, number, said.name)
        cls = CallableHandle if said.is_callable else Handle
        return cls(self, number, said.base, said.name)

    def _call_back(self, decoder: wire.Decoder, said: Callback) -> tuple[list[Any], wire.Encoder]:
        """Run a function of the test that the student's code calls, and say what it returned.

        What it can't return is an exception there: the student's code chose how to call it.
        """
        function = self._made(lambda: self._callbacks[said.number])
        args, kwargs = self._made(self._arguments, decoder, said)
        encoder = wire.Encoder(self._outgoing, limits=OURS)
        try:
            with torch.no_grad():
                return ["value", encoder.node(function(*args, **kwargs))], encoder
        except Exception as error:
            return ["error", type(error).__name__, str(error)], wire.Encoder(self._outgoing)

    def _arguments(
        self, decoder: wire.Decoder, said: Callback
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        args, kwargs = decoder.value(said.args), decoder.value(said.kwargs)
        if type(args) is not tuple or type(kwargs) is not dict:
            raise wire.WireError("not the arguments of a callback")
        return args, kwargs
