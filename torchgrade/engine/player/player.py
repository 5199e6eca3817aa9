"""The untrusted side: runs a notebook's cells, and performs the referee's requests on its objects.

The student's code shares this process, and may read and change everything here; nothing here
decides a grade. The referee sends `requests`, each answered with one of the `messages`, on a
channel that carries nothing else.

When a running cell checks a question, the player tells the referee. If the values that the
question's tests use are plain, they are sent at once. Otherwise the referee passes a socket, and
the player forks a *snapshot*, a copy of itself at this moment, in which the question is tested when
the notebook has ended.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import os
import random
import socket
import sys
import threading
from collections.abc import Callable
from os import fork  # bound here: a notebook that replaces os.fork only harms its own processes

import torch

from torchgrade.engine.player import objects, vjp
from torchgrade.engine.player.argument_references import ArgumentReferences
from torchgrade.engine.player.bounded_stream import BoundedStream
from torchgrade.engine.player.call_context import USUAL_CONTEXT, call_context, reseed, uses_cuda
from torchgrade.engine.player.inside import CaseRunner, case_runner
from torchgrade.engine.player.operations import OPERATIONS
from torchgrade.engine.player.out_of_reach import take_away
from torchgrade.engine.player.printing import printing
from torchgrade.engine.player.shell import Cells, Shell, describe_error, is_more_than_its_text
from torchgrade.engine.player.stand_in import stand_in_for_otter
from torchgrade.engine.protocol import messages, wire
from torchgrade.engine.protocol.channel import Channel
from torchgrade.engine.protocol.common.parts import Parts, mutable_parts, places_among
from torchgrade.engine.protocol.common.values import CommonValues, can_change
from torchgrade.engine.protocol.names import library_home
from torchgrade.engine.protocol.requests import (
    ArgumentRef,
    AskNames,
    CallbackRef,
    Do,
    Fork,
    Judge,
    Library,
    LibraryName,
    Noted,
    ObjectRef,
    Parameter,
    PlainRef,
    Raised,
    Release,
    Returned,
    RunCell,
    Seed,
    Shared,
    Stay,
    Unknown,
    Update,
    Vjp,
)
from torchgrade.engine.protocol.structured.signatures import signature_of
from torchgrade.engine.protocol.tags import OURS, Fields, Node
from torchgrade.sandbox.processes import heap

__all__ = ["Player", "serve_referee"]


def serve_referee(sock: socket.socket, shell: Shell, seed: int, threads: int) -> None:
    """Serve the referee until it hangs up."""
    torch.set_num_threads(threads)
    reseed(Seed("torch", seed), Seed("numpy", seed % 2**32), Seed("random", seed))
    sys.path.insert(0, os.getcwd())  # a notebook may import modules beside it
    player = Player(Channel(sock, OURS), Cells(shell), case_runner())
    stand_in_for_otter(player.check)
    take_away()
    player.serve()


class Player:
    """One process of the untrusted side."""

    def __init__(self, channel: Channel, cells: Cells, run_case: CaseRunner) -> None:
        self.channel = channel
        self.cells = cells
        self._run_case = run_case
        self._discarded = BoundedStream()  # what requests write to stderr
        self._objects: dict[int, object] = {}  # objects to which the referee has handles
        self._numbers: dict[int, int] = {}  # id() of an object -> its number
        self._sent: dict[int, int] = {}  # number -> how often it was sent and not released
        self._shared: dict[int, object] = {}  # models and parameters that the test passed
        self._graphs: dict[int, tuple[list[torch.Tensor], list[torch.Tensor]]] = {}
        self._common = CommonValues()
        self._next = 0
        self._open = set[int]()  # numbers of objects whose content is being sent
        self._has_run = False  # a cell of the notebook
        self._turn = threading.RLock()  # threads of the student's may call the test's functions

    def serve(self) -> None:
        """Answer requests until the referee hangs up, then exit without cleanup."""
        while True:
            try:
                request, fd = self.channel.receive_with_fd(self._referred)
            except (EOFError, OSError):
                os._exit(0)
            if fd is not None:
                self._fork(fd)
            else:
                self._answer(request)

    def _fork(self, fd: int) -> None:
        """Fork this process; the copy serves requests at `fd`, and never returns."""
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # a fork after a parallel region hangs with more than one
        state = random.getstate()  # a fork seeds it anew
        heap.give_back()
        child = fork()
        if child == 0:
            random.setstate(state)
            if self._has_run:
                torch.set_num_threads = _keep_one
            self.channel.close()
            self.channel = Channel(socket.socket(fileno=fd), OURS)
            self._turn = threading.RLock()  # a thread that is not here may have held the other one
            try:
                self.channel.send(messages.Ready(os.getpid()).parts())
                self.serve()
            finally:
                os._exit(1)  # whatever went wrong, this copy must not continue the notebook
        os.close(fd)
        if threads != 1:
            torch.set_num_threads(threads)
        with contextlib.suppress(OSError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass

    def check(self, question: str) -> None:
        """Make a snapshot for a question; called by the notebook, through `grader.check`."""
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("grader.check must be called by the notebook itself, in no thread")
        # No fork can use CUDA once its parent has: the referee replays the cells instead.
        self.channel.send(messages.Check(question[: messages.NAME], uses_cuda()).parts())
        reply, fd = self._reply()
        if isinstance(reply, AskNames):
            self._names(reply)
            reply, fd = self._reply()
        if fd is not None:
            self._fork(fd)
            reply, _ = self._reply()
        if isinstance(reply, Stay):
            self.serve()
        elif isinstance(reply, Unknown):
            raise FileNotFoundError(f"there is no test of a question {question!r}")

    def _reply(self) -> tuple[messages.Message, int | None]:
        decoder, fd = self.channel.receive_with_fd(self._referred)
        while decoder.message[0] == messages.word_of(Judge):  # its public cases, as in otter
            self._answer(decoder)
            decoder, fd = self.channel.receive_with_fd(self._referred)
        replies = Noted, AskNames, Fork, Unknown, Stay
        return messages.parse_message(decoder.message, *replies), fd

    def _answer(self, decoder: wire.Decoder) -> None:
        shown = sys.stdout, sys.stderr
        try:
            request = messages.parse_message(decoder.message, *_REQUESTS)
            if isinstance(request, Update):
                self._update(decoder, request)
                return
            if isinstance(request, RunCell):
                self._run_cell(request)
                return
            sys.stdout, sys.stderr = self.cells.printed, self._discarded
            if isinstance(request, Do):
                self._do(decoder, request)
            elif isinstance(request, Vjp):
                self._vjp(decoder, request)
            elif isinstance(request, AskNames):
                self._names(request)
            elif isinstance(request, Judge):
                sys.stdout = self._discarded
                self._judge(request)
        except BaseException as error:
            self._send_error(error)
        finally:
            sys.stdout, sys.stderr = shown

    def _run_cell(self, request: RunCell) -> None:
        self._has_run = True
        if request.seed is not None:
            reseed(Seed("torch", request.seed))
        ran = messages.Ran(*self.cells.run(request.source), uses_cuda())
        self.channel.send(ran.parts())

    def _send_error(
        self, error: BaseException, given: list[object] | None = None, parts: Parts | None = None
    ) -> None:
        """Send what was raised and, for a call with arguments `given`, what it changed before."""
        text, trace = describe_error(error)
        homes = [library_home(cls, crossing=False) for cls in type(error).__mro__]
        kinds = [home.removeprefix("builtins:")[: messages.NAME] for home in homes if home][:100]
        message = text.partition(": ")[2]
        name, printed = str(type(error).__name__)[:100], self.cells.printed.take()
        encoder = self._encoder(gradients=False)
        with encoder.together():
            places = [places_among(parts or [], mutable_parts(one)) for one in given or ()]
            back = None if given is None else self._back(encoder, given, places)
            common = [] if given is None else self._changed(encoder)
        more = is_more_than_its_text(error)
        answer = messages.Error(kinds, name, message, trace, printed, back, common, more)
        self.channel.send(answer.parts(), encoder)

    def _names(self, request: AskNames) -> None:
        """Answer with the values of names that exist; this may begin a new test case."""
        if request.is_new:  # later requests won't name an earlier case's objects, which take memory
            self._objects.clear()
            self._numbers.clear()
            self._sent.clear()
            self._shared.clear()
            self._graphs.clear()
            self._common = CommonValues()
        globals_ = self.cells.namespace
        found = {name: globals_[name] for name in request.names if name in globals_}
        encoder = self._encoder(gradients=False)
        encode = self._in_common if request.in_common else self._encode
        with encoder.together():
            nodes = [(name, encode(encoder, value)) for name, value in found.items()]
        self.channel.send(messages.Names(nodes, *printing()).parts(), encoder)

    def _do(self, decoder: wire.Decoder, request: Do) -> None:
        context = request.context or USUAL_CONTEXT
        for release in context.release:
            self._forget(release)
        leaves = []
        for leaf in request.leaves:
            leaves.append(decoder.value(leaf.tensor).requires_grad_())
            decoder.gradients.append(leaves[-1] if leaf.is_leaf else leaves[-1].clone())
        args, kwargs = decoder.value(request.args), decoder.value(request.kwargs)
        before = [(key, built, objects.fingerprint(built)) for key, built in decoder.built]
        everything = [*args, *kwargs.values()] if context.write_back else None
        parts = mutable_parts(everything)[1:]
        given = None if everything is None else ArgumentReferences(everything)
        try:
            with call_context(context):
                result = OPERATIONS[request.operation](*args, **kwargs)
        except BaseException as error:
            self._send_error(error, everything, parts)
            return
        kept = given is not None and given.is_kept(result)
        places = [places_among(parts, mutable_parts(one)) for one in everything or ()]
        del parts  # nothing else may refer to the arguments
        encoder, back = self._encoder(gradients=context.grad), None
        common: list[tuple[int, Node, list[int]]] = []
        with encoder.together():
            if everything is None or given is None:
                node = self._encode(encoder, result)
            else:  # in the order in which the other side reads it
                back = self._back(encoder, everything, places, given.is_held)
                common = self._changed(encoder)
                encoder.names = self._name
                # A result to which only this name and a parameter refer is not kept here.
                is_ours = sys.getrefcount(result) > 2
                node = (self._in_common if is_ours else self._encode)(encoder, result)
        graph = 0
        if encoder.gradients:
            graph = self._next = self._next + 1
            self._graphs[graph] = encoder.gradients, leaves
        outputs: list[Node] = [encoder.tensor(output) for output in encoder.gradients]
        changed = [key for key, built, mark in before if objects.fingerprint(built) != mark]
        printed = self.cells.printed.take()
        answer = messages.Value(node, graph, outputs, printed, changed, back, kept, common)
        self.channel.send(answer.parts(), encoder)

    def _back(
        self,
        encoder: wire.Encoder,
        given: list[object],
        places: list[list[int]],
        is_held: Callable[[object], bool] = lambda _: False,
    ) -> list[tuple[Node, list[int]]]:
        """Encode the arguments of a call as it left them; those that it kept become shared values.

        They may contain outputs, too, such as a running mean that autograd tracks.
        """
        held = list(map(is_held, given))
        return [
            ((self._in_common if kept else self._encode)(encoder, one), its_places)
            for one, its_places, kept in zip(given, places, held, strict=True)
        ]

    def _vjp(self, decoder: wire.Decoder, request: Vjp) -> None:
        """Answer with the gradients of a call's leaves, given those of its outputs."""
        outputs, leaves = self._graphs[request.graph]
        grads = [decoder.value(node) for node in request.grads]
        found = vjp.products(outputs, leaves, grads, accumulate=request.accumulate)
        encoder = self._encoder(gradients=False)
        self.channel.send(messages.Value(encoder.node(found)).parts(), encoder)

    def _judge(self, request: Judge) -> None:
        """Run a test case in this process, which only serves such cases."""
        passed, text = self._run_case(
            request.kind, request.name, request.code, request.case, self.cells.namespace
        )
        self.channel.send(messages.Judged(passed, text[: messages.SHOWN]).parts())

    # Values that cross, and objects that stay here and that the referee knows by number.

    def _referred(
        self, decoder: wire.Decoder, fields: Fields, given: tuple[object, ...] = ()
    ) -> object:
        """Rebuild what the referee, which is trusted, sends besides plain values.

        Args:
            decoder: the decoder of the frame.
            fields: the fields of the reference.
            given: the arguments of the test's function that has returned it.
        """
        reference = messages.parse_message(fields, *_REFERENCES)
        if isinstance(reference, ArgumentRef):
            return given[reference.position]
        if isinstance(reference, ObjectRef):
            number = reference.number
            is_common = self._common.is_known(number)
            return self._common.value_of(number) if is_common else self._objects[number]
        if isinstance(reference, CallbackRef):
            return self._callback(reference)
        if isinstance(reference, PlainRef):
            return decoder.value(reference.node)
        assert isinstance(reference, (LibraryName, Library, Parameter, Shared))
        return objects.rebuild(decoder, reference, self._shared)

    def _encoder(self, *, gradients: bool) -> wire.Encoder:
        return wire.Encoder(self._refer, gradients=gradients)

    def _encode(self, encoder: wire.Encoder, value: object) -> Node:
        """Encode a value, or describe it as one object if it is too large to send."""
        marks = len(encoder.blobs), len(encoder.gradients)
        try:
            return encoder.node(value)
        except wire.UnsentError:
            encoder.undo(*marks)
            return [wire.Tag.SPECIAL, *self._refer(encoder, value)]

    def _in_common(self, encoder: wire.Encoder, value: object) -> Node:
        """Encode a value as shared, so that each side sees the other's changes in place."""
        number = self._common.number_of(value) if can_change(value) else None
        if number is not None and self._common.is_as_before(number):
            return [wire.Tag.SPECIAL, *messages.Common(number, None).parts()]
        before = encoder.followed
        node = self._encode(encoder, value)
        is_whole = isinstance(node, list) and node[0] != wire.Tag.SPECIAL
        is_common = is_whole and can_change(value) and encoder.followed == before
        if not is_common or (number is None and self._common.is_full):
            return node
        if number is None:
            number = self._next = self._next + 1
        places = self._common.places(number, value)
        self._common.add(number, value)
        return [wire.Tag.SPECIAL, *messages.Common(number, node, places).parts()]

    def _name(self, value: object) -> Fields | None:
        """Name a shared value, unchanged, in place of a part of another value."""
        number = self._common.number_of(value)
        if number is None or self._common.is_spent:
            return None
        return messages.Common(number, None).parts()

    def _changed(self, encoder: wire.Encoder) -> list[tuple[int, Node, list[int]]]:
        """Encode the shared values that were changed in place."""
        changed = self._common.changed()
        return [(number, self._encode(encoder, value), places) for number, value, places in changed]

    def _update(self, decoder: wire.Decoder, request: Update) -> None:
        values = {number: decoder.value(node) for number, node, _ in request.values}
        self._common.write(values, {n: places for n, _, places in request.values}, decoder)
        for name in request.gone:
            self.cells.namespace.pop(name, None)
        for name, node, key in request.names:
            value = self.cells.namespace[name] = decoder.value(node)
            if key is not None:
                self._common.add(key, value)

    def _refer(self, encoder: wire.Encoder, value: object) -> Fields:
        """Describe an object that stays here; for a subclass of Tensor, send its data."""
        if objects.is_plain_subclass(value):
            with torch._C.DisableTorchFunctionSubclass():
                held = encoder.node(torch.Tensor.as_subclass(value, torch.Tensor))
                return messages.Plain(held).parts()
        number = self._numbers.get(id(value))
        if number is None:
            number = self._next = self._next + 1
            self._numbers[id(value)], self._objects[number] = number, value
        self._sent[number] = self._sent.get(number, 0) + 1
        described = objects.describe(encoder, number, value)
        content = objects.plain_value(value)
        if content is not None and number not in self._open:  # else it holds itself
            self._open.add(number)
            described.data = self._content(encoder, content)
            self._open.remove(number)
        return described.parts()

    def _content(self, encoder: wire.Encoder, value: object) -> Node:
        """Encode an object's content; None if that is too large to send."""
        marks = len(encoder.blobs), len(encoder.gradients)
        try:
            with encoder.together():  # separate from the rest, since it may never be decoded
                return encoder.node(value)
        except wire.UnsentError:
            encoder.undo(*marks)
            return None

    def _forget(self, release: Release) -> None:
        number = release.number
        if number in self._graphs:
            del self._graphs[number]
        elif number in self._objects:
            self._sent[number] -= release.times
            if self._sent[number] == 0:
                del self._numbers[id(self._objects.pop(number))], self._sent[number]

    def _callback(self, reference: CallbackRef) -> Callable[..., object]:
        """Make a function that calls one of the test's functions on the other side."""
        number = reference.number

        def callback(*args: object, **kwargs: object) -> object:
            with self._turn:
                return called(*args, **kwargs)

        def called(*args: object, **kwargs: object) -> object:
            encoder = self._encoder(gradients=False)
            nodes: tuple[Node, Node] = None, None
            with contextlib.suppress(RuntimeError, NotImplementedError):  # within torch.func.grad
                nodes = self._encode(encoder, args), self._encode(encoder, kwargs)
            threaded = threading.current_thread() is not threading.main_thread()
            self.channel.send(messages.Callback(number, *nodes, threaded).parts(), encoder)
            referred = functools.partial(self._referred, given=(*args, *kwargs.values()))
            decoder = self.channel.receive(referred)
            while decoder.message[0] not in _REPLIES:  # the function looks at an object of ours
                self._answer(decoder)
                decoder = self.channel.receive(referred)
            reply = messages.parse_message(decoder.message, Returned, Raised)
            sys.stdout.write(reply.printed)
            if isinstance(reply, Raised):
                raise getattr(builtins, reply.name, Exception)(reply.text)
            return decoder.value(reply.node)

        callback.__name__ = callback.__qualname__ = reference.name or callback.__name__
        callback.__doc__ = reference.doc
        callback.__annotations__ = {}
        if reference.parameters is not None:
            signature = signature_of(reference.parameters)
            callback.__signature__ = signature  # type: ignore[attr-defined]
        return callback


_REPLIES = messages.word_of(Returned), messages.word_of(Raised)
_REQUESTS = Do, AskNames, Update, Vjp, RunCell, Judge
_REFERENCES = (
    *(ObjectRef, LibraryName, CallbackRef, ArgumentRef, PlainRef),
    *(Shared, Library, Parameter),
)


def _keep_one(nthreads: int) -> None:
    """Replace `torch.set_num_threads` in a copy of a process that may have computed with more."""
