"""All that a player may say to its referee, on one page: what it says, in which types, how much.

A message is a list: a word, then the fields of its class below, in order. The player makes one with
:meth:`Message.parts`; the referee takes one with :func:`parse_message`, which gives an object of
these types within these bounds, or raises WireError. So nobody indexes a list, or reads a dict,
that a player made. A *node* is a value still to be rebuilt, by a decoder and by nothing else.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar, overload

import msgspec
from msgspec import Meta

from torchgrade.engine.protocol.wire import WireError

__all__ = [
    "NAME",
    "SHOWN",
    "TEXT",
    "TRACE",
    "Callback",
    "Check",
    "Error",
    "Failed",
    "Isolated",
    "Message",
    "Names",
    "Object",
    "Plain",
    "Ran",
    "Ready",
    "Value",
    "parse_message",
]

NAME, TEXT, TRACE, SHOWN = 300, 2_000, 8_000, 25_000
"""Characters of a name, of an exception's text, of a traceback, and of what code prints at once."""

Node = Any
_Name = Annotated[str, Meta(max_length=NAME)]
_Text = Annotated[str, Meta(max_length=TEXT)]
_Trace = Annotated[str, Meta(max_length=TRACE)]
_Shown = Annotated[str, Meta(max_length=SHOWN)]
_Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]

A = TypeVar("A", bound="Message")
B = TypeVar("B", bound="Message")
C = TypeVar("C", bound="Message")


class Message(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """What a player says at once."""

    def parts(self) -> list[Any]:
        """Return the list that is sent."""
        return [self.__struct_config__.tag, *msgspec.structs.astuple(self)]


class Isolated(Message, tag="isolated"):
    """It has given up its rights; these layers of the sandbox are on."""

    layers: Annotated[list[_Name], Meta(max_length=100)]


class Failed(Message, tag="failed"):
    """It could not."""

    trace: _Trace


class Ready(Message, tag="ready"):
    """A copy's first word: its number, which counts only where no kernel vouches for it."""

    pid: Annotated[int, Meta(ge=2, le=2**31 - 1)]


class Check(Message, tag="check"):
    """The cell that runs checks a question; has the notebook used CUDA?"""

    question: _Name
    cuda: bool


class Ran(Message, tag="ran"):
    """A cell has ended: what it raised, if it did, and what it showed."""

    error: _Text
    traceback: _Trace
    printed: _Shown
    displayed: Annotated[list[_Shown], Meta(max_length=40)]
    cuda: bool


class Names(Message, tag="names"):
    """The values of those global names that there are."""

    values: Annotated[list[tuple[_Name, Node]], Meta(max_length=10_000)]


class Value(Message, tag="value"):
    """What a call returned.

    ``graph`` is the number of its graph, ``outputs`` the tensors that have one, ``printed`` what it
    wrote, ``changed`` the keys of the test's models that it changed, ``back`` its arguments, if
    they are asked for.
    """

    node: Node
    graph: _Number = 0
    outputs: Annotated[list[Node], Meta(max_length=100_000)] = []
    printed: _Shown = ""
    changed: Annotated[list[_Number], Meta(max_length=100_000)] = []
    back: Node = None


class Error(Message, tag="error"):
    """What a call raised: builtin classes that it is of, nearest first, and its own words."""

    kinds: Annotated[list[_Name], Meta(max_length=100)]
    name: _Name
    text: _Text
    traceback: _Trace
    printed: _Shown


class Callback(Message, tag="callback"):
    """Student's code calls a function of the test, by number."""

    number: _Number
    args: Node
    kwargs: Node


class Object(Message, tag="object"):
    """In the place of a value: an object that stays in the player; of a parameter, a copy."""

    number: _Number
    kind: _Name
    is_callable: bool
    base: _Name
    name: _Name
    data: Node = None


class Plain(Message, tag="plain"):
    """In the place of a value: what a plain subclass of Tensor holds."""

    node: Node


_CLASSES: dict[Any, type[Message]] = {
    cls.__struct_config__.tag: cls for cls in Message.__subclasses__()
}


@overload
def parse_message(parts: list[Any], one: type[A], /) -> A: ...
@overload
def parse_message(parts: list[Any], one: type[A], two: type[B], /) -> A | B: ...
@overload
def parse_message(parts: list[Any], one: type[A], two: type[B], three: type[C], /) -> A | B | C: ...
def parse_message(parts: list[Any], /, *expected: type[Message]) -> Message:
    """Take what a player said, for one of those messages that are expected here.

    Raises:
        WireError: it is none of them.
    """
    try:
        cls = _CLASSES[parts[0]]
        if cls in expected:
            return msgspec.convert(parts, cls)
    except Exception:
        pass  # a word that is no text, a field of another type, or one that is too long
    raise WireError("no message that is expected here")
