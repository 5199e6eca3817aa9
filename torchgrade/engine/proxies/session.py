"""The referee's end of the line to a player: requests, answers, and what the answers become."""

from __future__ import annotations

import contextlib
import io
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import numpy
import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.channel import Channel
from torchgrade.engine.protocol.common.parts import mutable_parts
from torchgrade.engine.protocol.common.values import CommonValues, can_change
from torchgrade.engine.protocol.common.write_back import is_resized
from torchgrade.engine.protocol.messages import (
    Callback,
    Error,
    Message,
    Names,
    Value,
    parse_message,
)
from torchgrade.engine.protocol.reasons import Reason, Why, of_error
from torchgrade.engine.protocol.requests import (
    ArgumentRef,
    AskNames,
    CallContext,
    Do,
    Leaf,
    Raised,
    Request,
    Returned,
    Seed,
    Update,
    Vjp,
)
from torchgrade.engine.protocol.tags import OURS, Fields, Node
from torchgrade.engine.proxies import gradients, shared_objects
from torchgrade.engine.proxies.derived import refresh
from torchgrade.engine.proxies.namespace import values_by_name
from torchgrade.engine.proxies.peer import GONE, Allowed, Refused
from torchgrade.engine.proxies.pickling import Unsupported
from torchgrade.engine.proxies.references import References
from torchgrade.engine.proxies.side_effects import nearest_exception, print_options

__all__ = ["PlayerDied", "Session"]

MAX_RECEIVED = 4 * 2**30
_LEGACY = "", "1.13", "1.21", "1.25", "2.1", "2.2"  # NumPy's ways of printing
_READING = ("value", "getattr", "isinstance", "signature")

T = TypeVar("T")
M = TypeVar("M", bound=Message)


class PlayerDied(BaseException):
    """The player is gone, out of time, or talks nonsense. No `except Exception` may hide it."""


class Session:
    """One process of the player's, as a test case sees it: the :class:`Peer` of its stand-ins.

    Args:
        channel: to the process.
        allowed: what the test file may do beyond the rule.
        after_call: is called after each call, where files that it writes are felt at once.
    """

    def __init__(
        self,
        channel: Channel,
        allowed: Allowed | None = None,
        after_call: Callable[[], None] = lambda: None,
    ) -> None:
        self.channel = channel
        self.allowed = allowed or Allowed()
        self.references = References(self)
        self.seeds: list[Seed] = []  # that the test has set since the last call
        self.dead = ""  # why, once it is
        self.flaw = ""  # what was wrong with what it sent, for staff
        self.unsupported = ""  # what the boundary refused the test, of its own objects
        self.refused = ""  # what it refused of the student's objects, even if the test catches that
        self.traceback = ""  # of the last exception on the other side
        self.own_decides = False  # an operator of a class of the student's own has decided
        self.unlike = False  # the test did with an object what may not be the same from outside
        self.unfelt = False  # the test changed what both sides have, and could not say how
        self.kept = False  # a call kept, or returned, what it was handed
        self.kept_out = False  # the test was not let in at a path or an address
        self._after_call = after_call
        self._turn = threading.RLock()  # a test may have threads, and the line is one
        self._apart = CommonValues()  # of the test's, of which the other side has kept something
        self._printed = "", False  # NumPy's options `legacy` and `suppress` in the notebook
        self._assigned: dict[str, object] = {}  # names that the test has set since the last request
        self._new = True  # so that it forgets the objects of the session before this one

    def names(self, names: list[str]) -> dict[str, object]:
        """Fetch the values of global names; those that do not exist are left out."""
        with self._turn:
            self.settle()
            new, self._new = self._new, False
            request = AskNames(names, new, self.allowed.in_place)
            decoder, answer = self._exchange(request, None, Names)
            self._printed = answer.legacy, answer.suppress
            self.unlike = self.unlike or answer.other
            return self._made(values_by_name, answer.values, names, decoder.value)

    @property
    def is_live(self) -> bool:
        """Whether each side feels what the other sets."""
        return self.allowed.in_place

    def assign(self, values: dict[str, object]) -> None:
        """Set global names, or remove them, before the next request."""
        self._assigned |= values

    def printed(self) -> contextlib.AbstractContextManager[object]:
        """Return a context in which NumPy's values are printed as in the notebook.

        `legacy` and `suppress` alone: by others a notebook could have a number shown as another.
        """
        legacy, suppress = self._printed
        if not self.allowed.in_place or legacy not in _LEGACY or not (legacy or suppress):
            return contextlib.nullcontext()
        return numpy.printoptions(legacy=legacy or False, suppress=suppress)  # type: ignore[arg-type]

    def do(self, operation: str, *args: object, **kwargs: object) -> Any:
        """Do an operation of the table `operations.OPERATIONS` on the other side.

        Raises:
            Exception: what the student's code raised, as its nearest builtin.
            PlayerDied: no answer came.
        """
        with self._turn:
            return self._do(operation, args, kwargs)

    @property
    def asked(self) -> bool:
        """Whether the test got anything but plain values, a function say."""
        return self.references.any

    def _do(self, operation: str, args: tuple[object, ...], kwargs: dict[str, object]) -> Any:
        self.settle()
        grad = torch.is_grad_enabled()
        encoder = wire.Encoder(self.references.encode, gradients=grad, limits=OURS)
        encoder.names = self.references.name
        try:
            with encoder.together():
                nodes = encoder.node(args), encoder.node(kwargs)
        except wire.UnsentError as error:
            raise self.refuse(f"an argument of the call is {error}") from None
        except Unsupported as error:
            self.unsupported = self.unsupported or str(error)
            raise
        inputs = encoder.gradients
        leaves = [Leaf(encoder.tensor(value), value.is_leaf) for value in inputs]
        request = Do(operation, *nodes, leaves, self._context(grad))
        everything = (*args, *kwargs.values())
        decoder, answer = self._exchange(request, encoder, Value, everything)
        if answer.printed:
            sys.stdout.write(answer.printed)
        result = self._made(self._returned, decoder, answer, inputs, everything)
        for model in self.references.shared.models(answer.changed):
            if self.allowed.in_place:
                self._made(model.load_state_dict, self.do("probe", "state", model))
            else:
                shared_objects.close_to_tests(model)
        if answer.kept:
            self.kept = True
            for value in (result, *everything):  # a view of an argument, perhaps
                if can_change(value) and self.references.common.number_of(value) is None:
                    self._apart.add(id(value), value)
        if operation not in _READING:
            for value in everything:
                refresh(value)
        self._after_call()
        return result

    def _returned(
        self,
        decoder: wire.Decoder,
        answer: Value,
        inputs: list[torch.Tensor],
        given: tuple[object, ...],
    ) -> object:
        outputs = list(map(decoder.value, answer.outputs))
        decoder.gradients = gradients.attach(self, answer.graph, outputs, inputs)
        self._feel(decoder, answer, given)
        return decoder.value(answer.node)

    def _feel(
        self, decoder: wire.Decoder, answer: Value | Error, given: tuple[object, ...]
    ) -> None:
        """Feel what a call has changed: in its arguments, and in what both sides have.

        Raises:
            WireError: it says so of its own accord: what a test computes after a call from what it
                handed over must not be the player's choice.
        """
        if not self.allowed.in_place and (answer.back is not None or answer.common):
            raise wire.WireError("changes in place, where the test feels none")
        if answer.back is not None:
            parts = mutable_parts(list(given))[1:]
            for mine, (node, places) in zip(given, answer.back, strict=True):
                theirs = decoder.value(node)
                # Whatever it says of itself, what it can change from now on it has kept.
                self.kept |= self.references.feel(mine, theirs, parts, places, decoder)
        changed = {number: decoder.value(node) for number, node, _ in answer.common}
        mine = self.references.common.values_of(changed)
        self.unlike = self.unlike or any(map(is_resized, mine, changed.values()))
        self.references.common.write(changed, {n: p for n, _, p in answer.common}, decoder)

    def settle(self) -> None:
        """Have the student's code, and the cases after this one, feel what the test has changed."""
        if not self.allowed.in_place or self.dead:
            return
        encoder = wire.Encoder(self.references.encode, limits=OURS)
        nodes: list[tuple[int, Node, list[int]]] = []
        spent = self.references.common.is_spent or self._apart.is_spent
        self.unlike = self.unlike or spent or bool(self._apart.changed())
        with encoder.together():
            for number, value, places in self.references.common.changed():
                try:
                    nodes.append((number, encoder.node(value), places))
                except (Unsupported, wire.UnsentError):  # something of the test's own is in it
                    self.unfelt = self.unlike = True
        update = Update(nodes, *self._set(encoder))
        if nodes or update.names or update.gone:
            self._send(update, encoder)

    def _set(self, encoder: wire.Encoder) -> tuple[list[tuple[str, Node, int | None]], list[str]]:
        """Encode what the test has set of the student's names, and list what it has removed."""
        assigned, self._assigned = self._assigned, {}
        names: list[tuple[str, Node, int | None]] = []
        for name, value in assigned.items():
            if value is GONE:
                continue
            encoder.names = self.references.name
            try:
                node = encoder.node(value)
            except (Unsupported, wire.UnsentError):
                self.unfelt = self.unlike = True
                continue
            names.append((name, node, self.references.add_common(value)))
        return names, [name for name, value in assigned.items() if value is GONE]

    def _context(self, grad: bool) -> CallContext | None:
        """Return the context of a call, as the test has set it; None if all is as usual."""
        dtype, printing, back = torch.get_default_dtype(), print_options(), self.allowed.in_place
        released, seeds = self.references.take_released(), self.seeds
        if not (seeds or released or printing or back or not grad) and dtype is torch.float32:
            return None
        self.seeds = []
        return CallContext(grad, str(dtype)[6:], tuple(seeds), printing, released, back)

    def vjp(self, graph: int, grads: list[torch.Tensor | None], accumulate: bool) -> list[Any]:
        """Ask for the gradients of a call's leaves, given those of its outputs."""
        encoder = wire.Encoder(self.references.encode, limits=OURS)
        nodes: list[Node] = [None if grad is None else encoder.tensor(grad) for grad in grads]
        decoder, answer = self._exchange(Vjp(graph, nodes, accumulate), encoder, Value)
        return self._made(lambda: list(decoder.value(answer.node)))

    def release(self, number: int) -> None:
        """Note that nobody asks for an object or a graph any more."""
        self.references.release(number)

    def refuse(self, why: str) -> Refused:
        """Note what can't be done with what is the student's: it costs the test case.

        Whatever an `except` in the test makes of that: it might be the exception that it waits for.
        """
        self.refused = self.refused or why
        return Refused(why)

    # How a request gets its answer.

    def _exchange(
        self,
        request: Request,
        encoder: wire.Encoder | None,
        expected: type[M],
        given: tuple[object, ...] = (),
    ) -> tuple[wire.Decoder, M]:
        """Send a request, and wait for its answer, running callbacks meanwhile.

        Args:
            request: what is asked for.
            encoder: of the values in it.
            expected: the answer.
            given: arguments, which a call that raises may have changed before.
        """
        if self.dead:
            raise PlayerDied(self.dead)
        while True:
            decoder = self._transfer(request, encoder)
            try:
                answer = parse_message(decoder.message, expected, Error, Callback)
            except wire.WireError as error:
                raise self._died(of_error(error), str(error)) from None
            if isinstance(answer, Error):
                self._made(self._feel, decoder, answer, given)
                raise self._error(answer)
            if not isinstance(answer, Callback):
                return decoder, answer
            request, encoder = self._call_back(decoder, answer)

    def _transfer(self, request: Request, encoder: wire.Encoder | None) -> wire.Decoder:
        """Send a message, and wait for the next one."""
        self._send(request, encoder)
        try:
            decoder = self.channel.receive(self.references.decode)
        except (EOFError, OSError):
            raise self._died(Reason.ENDED) from None
        except wire.WireError as error:
            raise self._died(of_error(error), str(error)) from None
        if self.channel.received > MAX_RECEIVED:
            raise self._died(Reason.TOO_MUCH)
        return decoder

    def _send(self, request: Request, encoder: wire.Encoder | None) -> None:
        try:
            self.channel.send(request.parts(), encoder)
        except OSError:
            raise self._died(Reason.ENDED) from None

    def _made(self, make: Callable[..., T], *args: object) -> T:
        """Decode what came; whatever goes wrong is the player's doing.

        Raises:
            PlayerDied: anything went wrong, for want of memory too.
        """
        try:
            return make(*args)
        except Exception as error:
            reason = of_error(error)
            flaw = str(error) if isinstance(error, wire.WireError) else type(error).__name__
        # Here the half-decoded value has been freed.
        raise self._died(reason, flaw)

    def _died(self, reason: Reason, flaw: str = "") -> PlayerDied:
        if not self.dead:
            self.dead, self.flaw = Why(reason), flaw
        return PlayerDied(self.dead)

    def _error(self, answer: Error) -> Exception:
        """Make the exception that stands for one of the student's."""
        if answer.printed:
            sys.stdout.write(answer.printed)
        self.traceback = answer.traceback
        # It is of another class here, or without its attributes.
        if answer.more or answer.kinds[:1] != [answer.name]:
            self.unlike = True
        return nearest_exception(answer.kinds, answer.name, answer.text, answer.traceback)

    def _call_back(self, decoder: wire.Decoder, call: Callback) -> tuple[Request, wire.Encoder]:
        """Run a function of the test that the student's code calls, and say what it returned.

        What it can't return is an exception there: the student's code chose how to call it. What
        it prints is printed there, where that code may have turned stdout elsewhere.
        """
        if call.args is None:
            self.unlike = True
            raised = Raised("TypeError", "an argument can't be handed to a function of the test")
            return raised, wire.Encoder(self.references.encode)
        function, args, kwargs = self._made(self.references.callback, decoder, call)
        if any(isinstance(value, torch.Tensor) and value.requires_grad for value in args):
            self.unlike = True  # it is to be differentiated through the function
        encoder = wire.Encoder(self.references.encode, limits=OURS)
        encoder.names = _handed_back(*args, *kwargs.values())
        printed = io.StringIO()
        try:
            with torch.no_grad(), contextlib.redirect_stdout(printed):
                node = encoder.node(function(*args, **kwargs))
            return Returned(node, printed.getvalue()), encoder
        except Exception as error:
            raised = Raised(type(error).__name__, str(error), printed.getvalue())
            return raised, wire.Encoder(self.references.encode)


def _handed_back(*args: object) -> Callable[[object], Fields | None]:
    """Name what a function returns of its arguments, so that it is the same tensor over there.

    A copy would hide what the student's code then does to it in place. One that the function has
    changed goes back as a value.
    """
    given = {id(arg): (n, arg._version) for n, arg in enumerate(args) if type(arg) is torch.Tensor}

    def name(value: object) -> Fields | None:
        position, version = given.get(id(value), (0, None))
        is_as_it_was = isinstance(value, torch.Tensor) and value._version == version
        return ArgumentRef(position).parts() if is_as_it_was else None

    return name
