"""All requests that a referee may send to a player; the answers are in `messages`.

    request                     answer
    RunCell                     Check, as often as the cell checks a question, then Ran
    Fork      (with a socket)   none; a copy of the process says Ready on the socket, and serves it
    AskNames                    Names
    Do, Vjp                     Value or Error; before that Callback, for each call of a test's own
    Judge                       Judged or Error
    Update                      none

    what came                   reply
    Check                       AskNames, Fork or Judge, if any, and then Noted, Unknown or Stay
    Callback                    Returned or Raised

A *reference* stands for a value that is not plain, after the tag SPECIAL. The referee is trusted: a
reference may name a library's code, which the player then imports or unpickles.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from torchgrade.engine.protocol.messages import Message, prepare, word_of
from torchgrade.engine.protocol.structured.signatures import Parameters
from torchgrade.engine.protocol.tags import Fields, Node

__all__ = [
    "ArgumentRef",
    "AskNames",
    "CallContext",
    "CallbackRef",
    "Change",
    "Do",
    "Fork",
    "Generator",
    "Judge",
    "Leaf",
    "Library",
    "LibraryName",
    "Noted",
    "ObjectRef",
    "Parameter",
    "PlainRef",
    "PrintOptions",
    "Raised",
    "Reference",
    "Release",
    "Request",
    "Returned",
    "RunCell",
    "Seed",
    "Shared",
    "Stay",
    "Unknown",
    "Update",
    "Vjp",
]


PrintOptions = dict[str, bool | int | float | str | None]

Generator = Literal["torch", "numpy", "random"]


class Part(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A part of a request."""

    def parts(self) -> Fields:
        """Return the list that is sent."""
        return list(msgspec.structs.astuple(self))


class Seed(Part, frozen=True):
    """A test has seeded the global generator of a library."""

    generator: Generator
    value: int


class Release(Part, frozen=True):
    """An object or graph that was sent this many times is no longer needed."""

    number: int
    times: int


class CallContext(Part, frozen=True):
    """Settings made by the test that affect the student's code.

    Args:
        grad: whether gradients are recorded.
        dtype: the default dtype, without "torch.".
        seeds: in the order in which the test set them.
        printing: NumPy's print options that differ from the defaults.
        release: what the player may release.
        write_back: whether the answer must contain the arguments as the call left them.
    """

    grad: bool = True
    dtype: str = "float32"
    seeds: tuple[Seed, ...] = ()
    printing: PrintOptions = msgspec.field(default_factory=dict)
    release: tuple[Release, ...] = ()
    write_back: bool = False

    def parts(self) -> Fields:
        """Return the list that is sent."""
        seeds, release = (
            [part.parts() for part in several] for several in (self.seeds, self.release)
        )
        return [self.grad, self.dtype, seeds, self.printing, release, self.write_back]


class Leaf(Part, frozen=True):
    """A tensor among the arguments that requires grad, and whether it is a leaf of a graph."""

    tensor: Node
    is_leaf: bool


class Request(Message):
    """A request or a reply of the referee."""


class RunCell(Request, tag="cell"):
    """Run a cell, torch seeded before it if there is a seed."""

    source: str
    seed: int | None


class Fork(Request, tag="fork"):
    """Make a copy of this process, which serves the socket that comes with the request."""


class AskNames(Request, tag="names"):
    """Answer with the values of global names; this may begin a new test case.

    Args:
        names: of the values.
        is_new: begin a new test case.
        in_common: share those that can be changed in place: number them, and report changes from
            then on.
    """

    names: list[str]
    is_new: bool = False
    in_common: bool = False


class Update(Request, tag="update"):
    """Shared values that the test has changed, by number.

    Each comes with the places that its parts had before: see `common.parts`. ``names`` are global
    names that the test has set, each with its value and, if that is shared from now on, its number;
    ``gone`` are those that it has removed.
    """

    values: list[tuple[int, Node, list[int]]]
    names: list[tuple[str, Node, int | None]]
    gone: list[str]


class Do(Request, tag="do"):
    """Perform an operation from the table `operations.OPERATIONS`.

    Args:
        operation: its name.
        args: a tuple; the first argument is usually a reference to the object.
        kwargs: a dict.
        leaves: tensors among the arguments that require grad; the arguments have their indices
            instead.
        context: None if nothing differs from the defaults.
    """

    operation: str
    args: Node
    kwargs: Node
    leaves: list[Leaf]
    context: CallContext | None = None

    def parts(self) -> Fields:
        """Return the list that is sent."""
        leaves = [leaf.parts() for leaf in self.leaves]
        context = None if self.context is None else self.context.parts()
        return [word_of(Do), self.operation, self.args, self.kwargs, leaves, context]


class Vjp(Request, tag="vjp"):
    """Compute the vector-Jacobian product of an earlier call.

    Args:
        graph: the number of its graph.
        grads: the gradients of its outputs; None for those without one.
        accumulate: fill the ``.grad`` of parameters, too, as ``backward()`` does.
    """

    graph: int
    grads: list[Node]
    accumulate: bool


class Judge(Request, tag="judge"):
    """Run a test case here, by otter's own code.

    Args:
        kind: a doctest, or a test file with one function.
        name: for messages.
        code: the text of the doctest, or of the file.
        case: the name of the function in the file; empty if it is the only one, or unknown.
    """

    kind: Literal["doctest", "function"]
    name: str
    code: str
    case: str = ""


class Noted(Request, tag="noted"):
    """A check is noted: go on."""


class Unknown(Request, tag="unknown"):
    """There is no test of the checked question."""


class Stay(Request, tag="stay"):
    """Stay at this check, and serve."""


class Returned(Request, tag="returned"):
    """What a function of the test returned to the student's code, and what it printed."""

    node: Node
    printed: str = ""


class Raised(Request, tag="raised"):
    """What it raised: the name of the class and the text; and what it printed."""

    name: str
    text: str
    printed: str = ""


class Reference(Message):
    """What stands in the place of a value."""


class ObjectRef(Reference, tag="object"):
    """An object that the player has sent, or a value that both sides have, by its number."""

    number: int


class CallbackRef(Reference, tag="callback"):
    """A function of the test, by a number.

    Args:
        name: its ``__name__``, as the next two: decorators copy and ask for them.
        doc: its ``__doc__``.
        parameters: name, kind and whether there is a default, of each; None if they are unknown.
    """

    number: int
    name: str = ""
    doc: str | None = None
    parameters: Parameters | None = None


class ArgumentRef(Reference, tag="argument"):
    """An argument of the function of the test that returns: it is handed back as it was."""

    position: int  # keyword arguments come after the others


class PlainRef(Reference, tag="plain"):
    """A value that is plain after all."""

    node: Node


class LibraryName(Reference, tag="name"):
    """A class or function of a library, as "module:qualified.name"."""

    name: str


class Library(Reference, tag="library"):
    """An object made of library parts: a pickle, by its blob, and the values in it."""

    key: int
    blob: int
    pieces: list[Node]


class Parameter(Reference, tag="parameter"):
    """A parameter of the test's own, with the gradient that it holds already (None: none)."""

    key: int
    tensor: Node
    requires_grad: bool
    grad: Node


class Change(Part, frozen=True):
    """A tensor of a model that the test has changed, by its name in the state."""

    name: str
    tensor: Node


class Shared(Reference, tag="shared"):
    """A model, optimizer or parameter that was sent before, and what was changed in it since.

    Args:
        key: with which it was sent.
        modes: ``training`` of each module, if one has changed.
        changed: tensors that have.
    """

    key: int
    modes: list[bool] | None
    changed: list[Change]

    def parts(self) -> Fields:
        """Return the list that is sent."""
        return [word_of(Shared), self.key, self.modes, [part.parts() for part in self.changed]]


prepare(*Request.__subclasses__(), *Reference.__subclasses__())
