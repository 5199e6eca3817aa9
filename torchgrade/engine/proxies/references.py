"""References to values that are not plain: objects that the test sends, stand-ins for others."""

from __future__ import annotations

import contextlib
import weakref
from collections import Counter
from collections.abc import Callable
from typing import Any

import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.common.parts import Parts, pairs_of
from torchgrade.engine.protocol.common.values import CommonValues, can_change
from torchgrade.engine.protocol.common.write_back import is_resized, write_all, write_back
from torchgrade.engine.protocol.messages import Callback, Common, Object, Plain, parse_message
from torchgrade.engine.protocol.requests import (
    CallbackRef,
    LibraryName,
    ObjectRef,
    PlainRef,
    Reference,
    Release,
)
from torchgrade.engine.protocol.structured.signatures import parameters_of
from torchgrade.engine.protocol.tags import Fields
from torchgrade.engine.proxies import gradients, pickling
from torchgrade.engine.proxies.derived import derived
from torchgrade.engine.proxies.modules import ModuleHandle
from torchgrade.engine.proxies.objects import CallableHandle, Handle
from torchgrade.engine.proxies.peer import Peer
from torchgrade.engine.proxies.pickling import Unsupported
from torchgrade.engine.proxies.shared_objects import SharedObjects

__all__ = ["References"]

_OURS = 2**40
"""The other side uses smaller numbers."""

StandIn = Handle | ModuleHandle


def _described(function: Callable[..., object]) -> CallbackRef:
    """Describe a function of the test."""
    name, doc = getattr(function, "__name__", ""), function.__doc__
    parameters = None
    with contextlib.suppress(ValueError, TypeError):
        parameters = parameters_of(function)
    doc = doc if isinstance(doc, str) else None
    return CallbackRef(id(function), name if isinstance(name, str) else "", doc, parameters)


class References:
    """The objects of one session, on both sides.

    Args:
        peer: the session.
    """

    def __init__(self, peer: Peer) -> None:
        self.shared = SharedObjects()
        self.common = CommonValues()
        self._own = _OURS  # the last number assigned here
        self.any = False  # whether the player has sent anything that isn't plain
        self._peer = peer
        self._handles: weakref.WeakValueDictionary[int, StandIn] = weakref.WeakValueDictionary()
        self._callbacks: dict[int, Callable[..., object]] = {}
        self._sent: dict[int, int] = {}  # number -> how often the player sent it
        self._released: list[Release] = []
        self._derived: Counter[int] = Counter()  # number -> how many stand-ins there are

    def release(self, number: int) -> None:
        """Note that an object or a graph is no longer needed.

        The player may be sending it again at this moment. So a release says how often the object
        was received, and the player drops it only if it was sent exactly as often.
        """
        if self._derived[number] > 1:
            self._derived[number] -= 1
            return
        del self._derived[number]
        self._released.append(Release(number, self._sent.pop(number, 1)))

    def take_released(self) -> tuple[Release, ...]:
        """Return the releases noted since the last call."""
        released, self._released = self._released, []
        return tuple(released)

    def name(self, value: object) -> Fields | None:
        """Refer to a shared value by its number, so that it is the same object there."""
        number = self.common.number_of(value)
        return None if number is None else ObjectRef(number).parts()

    def add_common(self, value: object) -> int | None:
        """Number a test's value that is shared from now on; None if it can't be shared."""
        if not can_change(value) or self.common.is_full or self.common.number_of(value):
            return None
        self._own += 1
        self.common.add(self._own, value)
        return self._own

    def take_changes(
        self, mine: object, theirs: object, parts: Parts, places: list[int], decoder: wire.Decoder
    ) -> bool:
        """Update an argument to what a call left in its copy; return whether it is shared now.

        Args:
            mine: the argument.
            theirs: its copy after the call, as `decoder` has rebuilt it.
            parts: the parts of all arguments, as they were.
            places: the places among these of the parts that this argument has now.
            decoder: may have more to rebuild, such as a view of the argument.
        """
        if is_resized(mine, theirs):
            self._peer.may_differ = True
        known = pairs_of(theirs, parts, places)
        decoder.replace(write_all(known, are_known=True) if known else write_back(mine, theirs))
        number = self.common.number_of(theirs)
        if number is None or type(mine) is not type(theirs):
            return False
        self.common.add(number, mine)
        return True

    def encode(self, encoder: wire.Encoder, value: object) -> Fields:
        """Return a reference for a test's value that is not plain.

        Raises:
            Refused: it is the student's, and unavailable in this session.
            Unsupported: the test defines it, so it must not cross.
        """
        return self._reference(encoder, value).parts()

    def _reference(self, encoder: wire.Encoder, value: object) -> Reference:
        if isinstance(value, ObjectRef):
            return value
        find = getattr(type(value), "torchgrade_peer", None)
        if find is not None:
            owner, number = find(value)
            if owner is not self._peer:
                raise self._peer.refuse("an object that another test case got can't be used here")
            return ObjectRef(number)
        name = pickling.library_name(value) if callable(value) else ""
        if name:
            return LibraryName(name)
        if isinstance(value, type):
            raise Unsupported(
                f"the class {value.__name__} of the test can't be handed to the student's "
                "code. Use a class of a library, or a function."
            )
        if isinstance(value, gradients.View):
            return PlainRef(encoder.node(value.plain()))
        if pickling.is_library(value):
            self._peer.may_differ = True  # not every change made to it over there is visible here
            return self.shared.send(encoder, value)
        if isinstance(value, torch.nn.Module):
            raise Unsupported(
                f"a {type(value).__name__} of the test's own can't be handed to the student's "
                "code. Build a model of layers of torch.nn."
            )
        if callable(value):
            # It also has attributes, or types of its parameters, which stay here.
            if not pickling.is_function(value) or getattr(value, "__annotations__", None):
                self._peer.may_differ = True
            self._callbacks[id(value)] = value
            return _described(value)
        name = type(value).__name__
        if pickling.is_builtin(value):  # such as an iterator over what the student's code returned
            raise self._peer.refuse(
                f"a {name} can't be handed to the student's code: it is neither a plain value nor "
                "an object of a library"
            )
        raise Unsupported(
            f"a {name} of the test's own can't be handed to the student's code. Hand on plain "
            "values, library objects, or functions."
        )

    def decode(self, decoder: wire.Decoder, fields: Fields) -> Any:
        """Make a stand-in for an object that stays in the player.

        Raises:
            WireError: the player sent something else.
        """
        sent = parse_message(fields, Common, Object, Plain)
        if isinstance(sent, Common):
            if not self._peer.allowed.in_place:
                raise wire.WireError("a value of both sides, where they have none in common")
            if sent.node is None:
                return self.common.value_of(sent.number)
            value = decoder.value(sent.node, 1)
            self.common.write({sent.number: value}, {sent.number: sent.places}, decoder)
            known = self.common.is_known(sent.number)
            return self.common.value_of(sent.number) if known else value
        self.any = True
        if isinstance(sent, Plain):
            return decoder.value(sent.node, 1)
        number = sent.number
        self._sent[number] = self._sent.get(number, 0) + 1
        if sent.kind == "parameter":
            data = decoder.value(sent.data)
            if type(data) is not torch.Tensor:
                raise wire.WireError("not a parameter")
            return gradients.RemoteParameter(data, self._peer, number)
        if sent.data is not None and not (sent.is_callable or self._peer.allowed.operators):
            held = derived(decoder.value(sent.data, 1), self._peer, number, sent.name)
            if held is not None:
                self._derived[number] += 1
                return held
        handle = self._handles.get(number)
        if handle is None:
            handle = self._handles[number] = self._stand_in(sent)
        return handle

    def _stand_in(self, sent: Object) -> StandIn:
        """Make the right kind of handle for an object: a module, a callable or any other."""
        if sent.kind == "module":
            return ModuleHandle(self._peer, sent.number, sent.base, sent.name)
        cls = CallableHandle if sent.is_callable else Handle
        return cls(self._peer, sent.number, sent.base, sent.name)

    def callback(
        self, decoder: wire.Decoder, call: Callback
    ) -> tuple[Callable[..., object], tuple[object, ...], dict[str, object]]:
        """Return the test's function that the student's code calls, and its arguments.

        Raises:
            Exception: of any kind; there is no such function, or the arguments are invalid.
        """
        args, kwargs = decoder.value(call.args), decoder.value(call.kwargs)
        if type(args) is not tuple or type(kwargs) is not dict:
            raise wire.WireError("not the arguments of a callback")
        return self._callbacks[call.number], args, kwargs
