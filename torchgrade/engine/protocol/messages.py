"""Every message that a player may send to its referee, on one page: fields, types, bounds.

What the referee asks for is in `requests`.

A message is a list: a word, then the fields of its class below, in order. The player makes one with
:meth:`Message.parts`; the referee takes one with :func:`parse_message`, which gives an object of
these types within these bounds, or raises WireError. So nobody indexes a list, or reads a dict,
that a player made. A *node* is a value still to be rebuilt, by a decoder and by nothing else.
"""

from __future__ import annotations

from typing import Annotated, TypeVar, overload

import msgspec
from msgspec import Meta

from torchgrade.engine.protocol.tags import Fields, Node
from torchgrade.engine.protocol.wire_errors import WireError

__all__ = [
    "NAME",
    "SHOWN",
    "TEXT",
    "TRACE",
    "Callback",
    "Check",
    "Common",
    "Error",
    "Failed",
    "Isolated",
    "Judged",
    "Message",
    "Names",
    "Object",
    "Plain",
    "Ran",
    "Ready",
    "Value",
    "parse_message",
    "prepare",
    "word_of",
]

NAME, TEXT, TRACE, SHOWN = 300, 2_000, 8_000, 25_000
"""Characters of a name, of an exception's text, of a traceback, and of what code prints at once."""

_Name = Annotated[str, Meta(max_length=NAME)]
_Text = Annotated[str, Meta(max_length=TEXT)]
_Trace = Annotated[str, Meta(max_length=TRACE)]
_Shown = Annotated[str, Meta(max_length=SHOWN)]
_Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_Places = Annotated[list[Annotated[int, Meta(ge=-1, le=100_000)]], Meta(max_length=100_000)]
_Numbered = Annotated[list[tuple[_Number, Node, _Places]], Meta(max_length=1_000)]
_Arguments = Annotated[list[tuple[Node, _Places]], Meta(max_length=100_000)]

A = TypeVar("A", bound="Message")
B = TypeVar("B", bound="Message")
C = TypeVar("C", bound="Message")


class Message(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """What one side says at once."""

    def parts(self) -> Fields:
        """Return the list that is sent."""
        return [word_of(type(self)), *msgspec.structs.astuple(self)]


class Isolated(Message, tag="isolated"):
    """It has given up its rights; these layers of the sandbox are on."""

    layers: Annotated[list[_Name], Meta(max_length=100)]


class Failed(Message, tag="failed"):
    """It could not."""

    trace: _Trace


class Ready(Message, tag="ready"):
    """A copy's first word: its number, which counts only where the kernel names no sender."""

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
    """The values of those global names that there are.

    ``legacy`` and ``suppress`` are NumPy's print options, and ``other`` is whether any other option
    of printing is not as usual.
    """

    values: Annotated[list[tuple[_Name, Node]], Meta(max_length=10_000)]
    legacy: _Name = ""
    suppress: bool = False
    other: bool = False


class Value(Message, tag="value"):
    """What a call returned.

    ``graph`` is the number of its graph, ``outputs`` the tensors that have one, ``printed`` what it
    wrote, ``changed`` the keys of the test's models that it changed, ``back`` its arguments, if
    they are asked for, and ``kept`` whether they, or their data, are part of what it left behind.
    ``common`` are the values that it changed of those that both sides have, by number. With each
    of these, and of the arguments, go the places that its parts had before: see `common.parts`.
    """

    node: Node
    graph: _Number = 0
    outputs: Annotated[list[Node], Meta(max_length=100_000)] = []
    printed: _Shown = ""
    changed: Annotated[list[_Number], Meta(max_length=100_000)] = []
    back: _Arguments | None = None
    kept: bool = False
    common: _Numbered = []


class Error(Message, tag="error"):
    """What a call raised: classes of libraries that it is of, nearest first, and its own words.

    ``back`` and ``common`` are as in a :class:`Value`. ``more`` says that it has more than a text:
    a number of the system's and a path, say, or the value with which a generator has ended.
    """

    kinds: Annotated[list[_Name], Meta(max_length=100)]
    name: _Name
    text: _Text
    traceback: _Trace
    printed: _Shown
    back: _Arguments | None = None
    common: _Numbered = []
    more: bool = False


class Judged(Message, tag="judged"):
    """A test case ran beside the student's objects: whether it passed, and otter's message."""

    passed: bool
    text: _Shown


class Callback(Message, tag="callback"):
    """Student's code calls a function of the test, by number; with None if no argument crosses."""

    number: _Number
    args: Node
    kwargs: Node


class Object(Message, tag="object"):
    """In the place of a value: an object that stays in the player.

    ``data`` is a copy of a parameter; of an object whose class is a subclass of a plain type, what
    it holds.
    """

    number: _Number
    kind: _Name
    is_callable: bool
    base: _Name
    name: _Name
    data: Node = None


class Plain(Message, tag="plain"):
    """In the place of a value: what a plain subclass of Tensor holds."""

    node: Node


class Common(Message, tag="common"):
    """In the place of a value that can be changed in place: its number, and what it is now.

    None says that it is as both sides know it.
    """

    number: _Number
    node: Node
    places: _Places = []


@overload
def parse_message(parts: Fields, one: type[A], /) -> A: ...
@overload
def parse_message(parts: Fields, one: type[A], two: type[B], /) -> A | B: ...
@overload
def parse_message(parts: Fields, one: type[A], two: type[B], three: type[C], /) -> A | B | C: ...
@overload
def parse_message(parts: Fields, /, *expected: type[Message]) -> Message: ...
def parse_message(parts: Fields, /, *expected: type[Message]) -> Message:
    """Decode a message of one of the kinds that are expected here.

    Raises:
        WireError: it is none of them, and which field shows that.
    """
    why = "no message that is expected here"
    try:
        word = parts[0]
        for cls in expected:
            if word == word_of(cls):
                return msgspec.convert(parts, cls)
    except msgspec.ValidationError as error:
        why = f"{word}: {error}"  # one of our words; and msgspec quotes no value
    except Exception:
        pass  # no list, or an empty one
    raise WireError(why)


_words: dict[type[Message], str] = {}


def word_of(cls: type[Message]) -> str:
    """Return the word that a message of this class begins with."""
    word = _words.get(cls)
    if word is None:
        word = _words[cls] = str(cls.__struct_config__.tag)
    return word


def prepare(*kinds: type[Message]) -> None:
    """Let msgspec look up the types of fields now.

    It finds them by the names of modules, and a player takes those out of the reach of imports.
    """
    for cls in kinds:
        msgspec.msgpack.Decoder(cls)


prepare(*Message.__subclasses__())
