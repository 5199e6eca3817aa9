"""The referee's end of the connection to a player: requests, answers, and their decoding."""

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
from torchgrade.engine.proxies.peer import GONE, Allowed, Assign, Refused
from torchgrade.engine.proxies.pickling import Unsupported
from torchgrade.engine.proxies.references import References
from torchgrade.engine.proxies.side_effects import nearest_exception, print_options

__all__ = ["PlayerDied", "Session"]

MAX_RECEIVED = 4 * 2**30
_LEGACY = "", "1.13", "1.21", "1.25", "2.1", "2.2"  # NumPy's printing modes
_READING = ("value", "getattr", "isinstance", "signature")

T = TypeVar("T")
M = TypeVar("M", bound=Message)


class PlayerDied(BaseException):
    """The player is gone, out of time, or sends nonsense. No `except Exception` may hide it."""


class Session:
    """A process of the player, as seen by a test case: the :class:`Peer` of its stand-ins.

    Args:
        channel: the connection to the process.
        allowed: what the test file may exceptionally do.
        after_call: called after each call, if files that the call writes are visible at once.
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
        self.seeds: list[Seed] = []  # seeds that the test has set since the last call
        self.dead = ""  # why, once it is
        self.flaw = ""  # what was wrong with its message, for staff
        self.unsupported = ""  # what the boundary refused to do with the test's own objects
        self.refused = ""  # what it refused to do with the student's, even if the test catches that
        self.traceback = ""  # the one of the last exception on the other side
        self.own_decides = False  # an operator of a student's own class has decided
        self.may_differ = False  # the test used an object in a way that may differ from outside
        self.threaded = False  # threads of the student's called the test's functions, in turn
        self.unsent_change = False  # the test changed a shared value, and could not send the change
        self.kept = False  # a call kept or returned its arguments
        self.access_denied = False  # the test was denied a path or an address
        self._after_call = after_call
        self._turn = threading.RLock()  # a test may have threads, which share the connection
        self._apart = CommonValues()  # the test's, parts of which the other side has kept
        self._printed = "", False  # NumPy's options `legacy` and `suppress` in the notebook
        self._assigned: dict[str, object] = {}  # names that the test has set since the last request
        self._new = True  # so that it drops the objects of the previous session

    def names(self, names: list[str]) -> dict[str, object]:
        """Fetch the values of global names, leaving out those that do not exist."""
        with self._turn:
            self.send_changes()
            new, self._new = self._new, False
            request = AskNames(names, new, self.allowed.in_place)
            decoder, answer = self._exchange(request, None, Names)
            self._printed = answer.legacy, answer.suppress
            self.may_differ = self.may_differ or answer.other
            return self._made(values_by_name, answer.values, names, decoder.value)

    @property
    def assign(self) -> Assign | None:
        """Sets or removes global names before the next request; None if each side has its own."""
        return self._assign if self.allowed.in_place else None

    def _assign(self, values: dict[str, object]) -> None:
        self._assigned |= values

    def printed(self) -> contextlib.AbstractContextManager[object]:
        """Return a context in which NumPy's values are printed as in the notebook.

        Only `legacy` and `suppress`: with others, a notebook could have wrong numbers shown.
        """
        legacy, suppress = self._printed
        if not self.allowed.in_place or legacy not in _LEGACY or not (legacy or suppress):
            return contextlib.nullcontext()
        return numpy.printoptions(legacy=legacy or False, suppress=suppress)  # type: ignore[arg-type]

    def do(self, operation: str, *args: object, **kwargs: object) -> Any:
        """Perform an operation from the table `operations.OPERATIONS` on the other side.

        Raises:
            Exception: the student's code raised; this is the nearest builtin.
            PlayerDied: there was no answer.
        """
        with self._turn:
            return self._do(operation, args, kwargs)

    @property
    def got_objects(self) -> bool:
        """Whether the test got anything but plain values, such as a function."""
        return self.references.any

    def _do(self, operation: str, args: tuple[object, ...], kwargs: dict[str, object]) -> Any:
        self.send_changes()
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
            for value in (result, *everything):  # perhaps a view of an argument
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
        self._take_changes(decoder, answer, given)
        return decoder.value(answer.node)

    def _take_changes(
        self, decoder: wire.Decoder, answer: Value | Error, given: tuple[object, ...]
    ) -> None:
        """Apply the changes that a call made to its arguments and to shared values.

        Raises:
            WireError: it reports them unasked: the player must not choose what a test computes from
                its arguments after a call.
        """
        if not self.allowed.in_place and (answer.back is not None or answer.common):
            raise wire.WireError("changes in place, where the test feels none")
        if answer.back is not None:
            parts = mutable_parts(list(given))[1:]
            for mine, (node, places) in zip(given, answer.back, strict=True):
                theirs = decoder.value(node)
                # Whatever it reports, it has kept everything that it can change from now on.
                self.kept |= self.references.take_changes(mine, theirs, parts, places, decoder)
        changed = {number: decoder.value(node) for number, node, _ in answer.common}
        mine = self.references.common.values_of(changed)
        self.may_differ = self.may_differ or any(map(is_resized, mine, changed.values()))
        self.references.common.write(changed, {n: p for n, _, p in answer.common}, decoder)

    def send_changes(self) -> None:
        """Send the test's changes, so that the student's code and later cases see them."""
        if not self.allowed.in_place or self.dead:
            return
        encoder = wire.Encoder(self.references.encode, limits=OURS)
        nodes: list[tuple[int, Node, list[int]]] = []
        spent = self.references.common.is_spent or self._apart.is_spent
        self.may_differ = self.may_differ or spent or bool(self._apart.changed())
        with encoder.together():
            for number, value, places in self.references.common.changed():
                try:
                    nodes.append((number, encoder.node(value), places))
                except (Unsupported, wire.UnsentError):  # it contains the test's own object
                    self.unsent_change = self.may_differ = True
        update = Update(nodes, *self._set(encoder))
        if nodes or update.names or update.gone:
            self._send(update, encoder)

    def _set(self, encoder: wire.Encoder) -> tuple[list[tuple[str, Node, int | None]], list[str]]:
        """Encode the student's names that the test has set, and list those that it has removed."""
        assigned, self._assigned = self._assigned, {}
        names: list[tuple[str, Node, int | None]] = []
        for name, value in assigned.items():
            if value is GONE:
                continue
            encoder.names = self.references.name
            try:
                node = encoder.node(value)
            except (Unsupported, wire.UnsentError):
                self.unsent_change = self.may_differ = True
                continue
            names.append((name, node, self.references.add_common(value)))
        return names, [name for name, value in assigned.items() if value is GONE]

    def _context(self, grad: bool) -> CallContext | None:
        """Return the context of a call, as the test has set it; None if nothing is unusual."""
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
        """Note that an object or a graph is no longer needed."""
        self.references.release(number)

    def refuse(self, why: str) -> Refused:
        """Note something that can't be done with a student's object; it costs the test case.

        This holds even if the test catches the exception, which might be the one that it expects.
        """
        self.refused = self.refused or why
        return Refused(why)

    # Requests and their answers.

    def _exchange(
        self,
        request: Request,
        encoder: wire.Encoder | None,
        expected: type[M],
        given: tuple[object, ...] = (),
    ) -> tuple[wire.Decoder, M]:
        """Send a request and wait for its answer, running callbacks meanwhile.

        Args:
            request: the request.
            encoder: encodes the values in it.
            expected: the class of the answer.
            given: the arguments, which a call may have changed before it raises.
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
                self._made(self._take_changes, decoder, answer, given)
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
        """Decode a message; whatever goes wrong is blamed on the player.

        Raises:
            PlayerDied: anything went wrong, including a lack of memory.
        """
        try:
            return make(*args)
        except Exception as error:
            reason = of_error(error)
            flaw = str(error) if isinstance(error, wire.WireError) else type(error).__name__
        # By now the half-decoded value has been freed.
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
        # It has another class here, or lacks its attributes.
        if answer.more or answer.kinds[:1] != [answer.name]:
            self.may_differ = True
        return nearest_exception(answer.kinds, answer.name, answer.text, answer.traceback)

    def _call_back(self, decoder: wire.Decoder, call: Callback) -> tuple[Request, wire.Encoder]:
        """Run a test's function that the student's code calls, and return its reply.

        A result that can't be sent is an exception there: the student's code chose how to call it.
        Its output is printed there, where that code may have redirected stdout.
        """
        if call.threaded:
            self.threaded = self.may_differ = True  # a call may wait for another, or for its turn
        if call.args is None:
            self.may_differ = True
            raised = Raised("TypeError", "an argument can't be handed to a function of the test")
            return raised, wire.Encoder(self.references.encode)
        function, args, kwargs = self._made(self.references.callback, decoder, call)
        if any(isinstance(value, torch.Tensor) and value.requires_grad for value in args):
            self.may_differ = True  # gradients flow through the function
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
    """Refer to arguments that a function returns, so that they are the same tensors over there.

    A copy would hide what the student's code then does to them in place. An argument that the
    function has changed is returned as a value.
    """
    given = {id(arg): (n, arg._version) for n, arg in enumerate(args) if type(arg) is torch.Tensor}

    def name(value: object) -> Fields | None:
        position, version = given.get(id(value), (0, None))
        is_as_it_was = isinstance(value, torch.Tensor) and value._version == version
        return ArgumentRef(position).parts() if is_as_it_was else None

    return name
