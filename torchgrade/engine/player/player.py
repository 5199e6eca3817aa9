"""The untrusted side: runs a notebook's cells, and does to its objects what the referee asks.

Everything here may be read and changed by the student's code, which shares the process; nothing
here decides about a grade. The referee sends requests, each is answered once, with one of the
`messages`:

    cell SOURCE SEED        run a cell, torch seeded before it if a seed is given
    fork                    (with a descriptor) make a copy of this process, which serves there
    names [NAME, ...] NEW   values of global names; NEW: a test case begins with it
    do OPERATION ...        call, getattr, len, ... on objects, by the table OPERATIONS
    vjp GRAPH ...           vector-Jacobian product of an earlier call

While a cell runs, a check tells the referee. Where the question's answers are plain values, these
are sent at once. Else the referee gives a descriptor, and the player forks a *snapshot*: a copy of
this moment, in which the question is tested when the notebook has ended.
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import sys
import threading
from collections.abc import Callable
from os import fork  # by name: a notebook that replaces os.fork harms its own processes alone
from typing import Any

import torch

from torchgrade.engine.player import vjp
from torchgrade.engine.player.call_context import USUAL_CONTEXT, call_context, reseed, uses_cuda
from torchgrade.engine.player.operations import OPERATIONS
from torchgrade.engine.player.out_of_reach import take_away
from torchgrade.engine.player.shell import BoundedStream, Cells, Shell, describe, stand_in_for_otter
from torchgrade.engine.protocol import messages, names, wire
from torchgrade.engine.protocol.channel import Channel
from torchgrade.engine.protocol.tags import OURS
from torchgrade.sandbox.processes import heap

__all__ = ["Player", "play"]


def play(sock: socket.socket, shell: Shell, seed: int, threads: int) -> None:
    """Serve the referee until it hangs up."""
    torch.set_num_threads(threads)
    reseed(["torch", seed], ["numpy", seed % 2**32], ["random", seed])
    sys.path.insert(0, os.getcwd())  # a notebook may import what lies beside it
    player = Player(Channel(sock, OURS), Cells(shell))
    stand_in_for_otter(player.check)
    take_away()
    player.serve()


class Player:
    """One process of the untrusted side."""

    def __init__(self, channel: Channel, cells: Cells) -> None:
        self.channel = channel
        self.cells = cells
        self._discarded = BoundedStream()  # what requests write to stderr
        self._objects: dict[int, Any] = {}  # what the referee holds handles of
        self._numbers: dict[int, int] = {}  # id() of an object -> its number
        self._sent: dict[int, int] = {}  # number -> how often it was sent and not let go of
        self._shared: dict[int, Any] = {}  # models and parameters that the test handed over
        self._graphs: dict[int, tuple[list[Any], list[Any]]] = {}
        self._next = 0
        self._has_run = False  # a cell of the notebook

    def serve(self) -> None:
        """Answer requests until the referee hangs up, then end without any clean-up."""
        while True:
            try:
                request, fd = self.channel.receive_with_fd(self._special)
            except (EOFError, OSError):
                os._exit(0)
            if request.message[0] == "fork":
                assert fd is not None
                self._fork(fd)
            else:
                self._answer(request)

    def _fork(self, fd: int) -> None:
        """Become two; the copy serves at `fd`, and never returns."""
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
            try:
                self.channel.send(messages.Ready(os.getpid()).parts())
                self.serve()
            finally:
                os._exit(1)  # whatever went wrong, this copy must not go on with the notebook
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
        # No fork can use CUDA once its parent has: the referee plays the cells again instead.
        self.channel.send(messages.Check(question[: messages.NAME], uses_cuda()).parts())
        reply, fd = self.channel.receive_with_fd(self._special)
        if reply.message[0] == "names":
            self._names(reply, reply.message[1])
            reply, fd = self.channel.receive_with_fd(self._special)
        if fd is not None:
            self._fork(fd)
        elif reply.message[0] == "stay":
            self.serve()
        elif reply.message[0] == "unknown":
            raise FileNotFoundError(f"there is no test of a question {question!r}")

    def _answer(self, request: wire.Decoder) -> None:
        operation, *fields = request.message
        shown = sys.stdout, sys.stderr
        try:
            if operation == "cell":
                source, seed = fields
                self._has_run = True
                reseed(*([] if seed is None else [["torch", seed]]))
                ran = messages.Ran(*self.cells.run(source), uses_cuda())
                self.channel.send(ran.parts())
                return
            sys.stdout, sys.stderr = self.cells.printed, self._discarded
            getattr(self, f"_{operation}")(request, *fields)
        except BaseException as error:
            self._refuse(error)
        finally:
            sys.stdout, sys.stderr = shown

    def _refuse(self, error: BaseException) -> None:
        text, trace = describe(error)
        kinds = [cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins"]
        kinds = [str(kind)[: messages.NAME] for kind in kinds[:100]]
        message = text.partition(": ")[2]
        name, said = str(type(error).__name__)[:100], self.cells.printed.take()
        self.channel.send(messages.Error(kinds, name, message, trace, said).parts())

    def _names(self, request: wire.Decoder, names: list[str], new: bool = False) -> None:
        """Answer with the values of those names that there are, perhaps to a new test case."""
        if new:  # nobody speaks of an earlier one's objects any more, and models take memory
            for kept in (self._objects, self._numbers, self._sent, self._shared, self._graphs):
                kept.clear()
        found = {name: self.cells.namespace[name] for name in names if name in self.cells.namespace}
        encoder = self._encoder(gradients=False)
        nodes = [(name, self._give(encoder, value)) for name, value in found.items()]
        self.channel.send(messages.Names(nodes).parts(), encoder)

    def _do(
        self,
        request: wire.Decoder,
        operation: str,
        arguments: list[Any],
        gradients: list[Any],
        context: dict[str, Any],
    ) -> None:
        context = context or USUAL_CONTEXT
        for number, times in context["release"]:
            self._forget(number, times)
        leaves = []
        for node, is_leaf in gradients:
            leaves.append(request.value(node).requires_grad_())
            request.gradients.append(leaves[-1] if is_leaf else leaves[-1].clone())
        args, kwargs = map(request.value, arguments)
        before = [(key, built, names.fingerprint(built)) for key, built in request.built]
        with call_context(context):
            result = OPERATIONS[operation](*args, **kwargs)
        encoder = self._encoder(gradients=context["grad"])
        node = self._give(encoder, result)
        graph = 0
        if encoder.gradients:
            graph = self._next = self._next + 1
            self._graphs[graph] = (encoder.gradients, leaves)
        raw = list(map(encoder.tensor, encoder.gradients))
        back = None
        if context["write_back"]:
            back = self._give(encoder, [*args, *kwargs.values()])
        changed = [key for key, built, mark in before if names.fingerprint(built) != mark]
        said = self.cells.printed.take()
        answer = messages.Value(node, graph, raw, said, changed, back)
        self.channel.send(answer.parts(), encoder)

    def _vjp(self, request: wire.Decoder, graph: int, nodes: list[Any], accumulate: bool) -> None:
        """Answer with the gradients of the leaves of a call, given those of its outputs."""
        outputs, leaves = self._graphs[graph]
        grads = [request.value(node) for node in nodes]
        found = vjp.products(outputs, leaves, grads, accumulate=accumulate)
        encoder = self._encoder(gradients=False)
        self.channel.send(messages.Value(encoder.node(found)).parts(), encoder)

    # What crosses, and what stays here and is spoken of by number.

    def _special(self, decoder: wire.Decoder, fields: list[Any]) -> Any:
        """Rebuild what the referee, which is trusted, sends beside plain values."""
        kind, *rest = fields
        if kind == "object":
            return self._objects[rest[0]]
        if kind == "callback":
            return self._callback(rest[0])
        if kind == "plain":
            return decoder.value(rest[0])
        return names.rebuild(decoder, kind, rest, self._shared)

    def _encoder(self, *, gradients: bool) -> wire.Encoder:
        return wire.Encoder(self._stranger, gradients=gradients)

    def _give(self, encoder: wire.Encoder, value: Any) -> Any:
        """Encode a value, or a handle of the whole of it where it is too much."""
        marks = len(encoder.blobs), len(encoder.gradients)
        try:
            return encoder.node(value)
        except wire.UnsentError:
            del encoder.blobs[marks[0] :], encoder.gradients[marks[1] :]
            return [wire.Tag.SPECIAL, *self._stranger(encoder, value)]

    def _stranger(self, encoder: wire.Encoder, value: object) -> list[Any]:
        """Describe an object that stays here; of a subclass of Tensor, send what it holds."""
        if names.is_plain_subclass(value):
            with torch._C.DisableTorchFunctionSubclass():
                plain: Any = value
                held = encoder.node(torch.Tensor.as_subclass(plain, torch.Tensor))
                return messages.Plain(held).parts()
        number = self._numbers.get(id(value))
        if number is None:
            number = self._next = self._next + 1
            self._numbers[id(value)], self._objects[number] = number, value
        self._sent[number] = self._sent.get(number, 0) + 1
        return messages.Object(number, *names.describe(encoder, value)).parts()

    def _forget(self, number: int, times: int) -> None:
        if number in self._graphs:
            del self._graphs[number]
        elif number in self._objects:
            self._sent[number] -= times
            if self._sent[number] == 0:
                del self._numbers[id(self._objects.pop(number))], self._sent[number]

    def _callback(self, number: int) -> Callable[..., Any]:
        """Make a function that calls one of the test's, on the other side."""

        def callback(*args: Any, **kwargs: Any) -> Any:
            encoder = self._encoder(gradients=False)
            nodes = self._give(encoder, args), self._give(encoder, kwargs)
            self.channel.send(messages.Callback(number, *nodes).parts(), encoder)
            reply = self.channel.receive(self._special)
            if reply.message[0] == "error":
                kind = getattr(sys.modules["builtins"], reply.message[1], Exception)
                raise kind(reply.message[2])
            return reply.value(reply.message[1])

        return callback


def _keep_one(nthreads: int) -> None:
    """Stand in for `torch.set_num_threads` in a copy of what may have computed with more."""
