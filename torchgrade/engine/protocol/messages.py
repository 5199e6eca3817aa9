"""All messages that a player may send to its referee: fields, types, bounds.

The referee's requests are in `requests`.

A message is a list: a word, then the fields of its class below, in order. The player makes one with
:meth:`Message.parts`; the referee parses it with :func:`parse_message`, which returns an object of
these types within these bounds, or raises WireError. So no code indexes a list, or reads a dict,
that a player made. A *node* is an encoded value, which only a decoder may rebuild.
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
    """A message."""

    def parts(self) -> Fields:
        """Return the list that is sent."""
        return [word_of(type(self)), *msgspec.structs.astuple(self)]


class Isolated(Message, tag="isolated"):
    """The player has given up its rights; these layers of the sandbox are on."""

    layers: Annotated[list[_Name], Meta(max_length=100)]


class Failed(Message, tag="failed"):
    """The player could not give up its rights."""

    trace: _Trace


class Ready(Message, tag="ready"):
    """A copy's first message: its pid, which only counts if the kernel does not name the sender."""

    pid: Annotated[int, Meta(ge=2, le=2**31 - 1)]


class Check(Message, tag="check"):
    """The running cell checks a question; ``cuda`` says whether the notebook has used CUDA."""

    question: _Name
    cuda: bool


class Ran(Message, tag="ran"):
    """A cell has ended: what it raised, if anything, and what it displayed."""

    error: _Text
    traceback: _Trace
    printed: _Shown
    displayed: Annotated[list[_Shown], Meta(max_length=40)]
    cuda: bool


class Names(Message, tag="names"):
    """The values of the global names that exist.

    ``legacy`` and ``suppress`` are NumPy's print options, and ``other`` says whether any other
    print option differs from the default.
    """

    values: Annotated[list[tuple[_Name, Node]], Meta(max_length=10_000)]
    legacy: _Name = ""
    suppress: bool = False
    other: bool = False


class Value(Message, tag="value"):
    """What a call returned.

    ``graph`` is the number of its autograd graph, ``outputs`` the tensors that are part of one,
    ``printed`` what it printed, ``changed`` the keys of the test's models that it changed, ``back``
    its arguments, if the request asks for them, and ``kept`` whether the student's code kept or
    returned them or their data. ``common`` are the shared values that it changed, by number. Each
    of these, and each argument, comes with the places that its parts had before: see
    `common.parts`.
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
    """What a call raised: the exception's library classes, nearest first, and its text.

    ``back`` and ``common`` are as in a :class:`Value`. ``more`` says that it has more than a text:
    an errno and a path, say, or a generator's return value.
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
    """A test case ran inside the player: whether it passed, and otter's message."""

    passed: bool
    text: _Shown


class Callback(Message, tag="callback"):
    """The student's code calls a function of the test, by number; None if no argument crosses.

    ``threaded`` says that a thread of its own does: such calls wait for each other.
    """

    number: _Number
    args: Node
    kwargs: Node
    threaded: bool


class Object(Message, tag="object"):
    """Stands for an object that stays in the player.

    ``data`` is a copy of a parameter's values or, for an instance of a subclass of a plain type,
    its plain value.
    """

    number: _Number
    kind: _Name
    is_callable: bool
    base: _Name
    name: _Name
    data: Node = None


class Plain(Message, tag="plain"):
    """Stands for an instance of a plain subclass of Tensor: its data."""

    node: Node


class Common(Message, tag="common"):
    """Stands for a shared value that can be changed in place: its number, and its value now.

    None means that it has not changed.
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
    """Parse a message of one of the classes that are expected here.

    Raises:
        WireError: it is none of them; the message names the field.
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
    """Return the word with which a message of this class begins."""
    word = _words.get(cls)
    if word is None:
        word = _words[cls] = str(cls.__struct_config__.tag)
    return word


def prepare(*kinds: type[Message]) -> None:
    """Make msgspec look up the types of fields now.

    It finds them by module names, which a player later hides from imports.
    """
    for cls in kinds:
        msgspec.msgpack.Decoder(cls)


prepare(*Message.__subclasses__())
