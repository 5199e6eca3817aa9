"""The Protocol between a stand-in and its session: everything that a stand-in may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import torch

__all__ = ["GONE", "Allowed", "Assign", "NameSource", "Peer", "Refused", "StandIn"]


class Refused(TypeError):  # noqa: N818 - shown to students by its text
    """The student's object is not plain where a plain value is needed."""


@dataclass(frozen=True)
class Allowed:
    """What a test file may exceptionally do, as its author asks for it or plain otter made it."""

    operators: bool = False  # compare a student's objects by their own operators
    in_place: bool = False  # see what a call changed in its arguments


GONE = object()
"""In place of a value: the name is to be removed."""

Assign = Callable[[dict[str, object]], None]
"""Sets names in the notebook, or removes those whose value is :data:`GONE`."""


class NameSource(Protocol):
    """A source for the values of a student's global names: a player's process, or a record."""

    @property
    def assign(self) -> Assign | None:
        """Sets names, if test and student's code see what the other sets; otherwise None."""

    def names(self, names: list[str]) -> dict[str, object]:
        """Return the values of these names; those that do not exist are left out."""

    def refuse(self, why: str) -> Refused:
        """Note something that can't be done with the names; it costs the test case."""


class StandIn(Protocol):
    """A handle of an object in the player. Only these names are its own attributes.

    Look them up on its class: any other attribute of a handle is that of the student's object.
    """

    @classmethod
    def torchgrade_peer(cls, handle: Any) -> tuple[Peer, int]:
        """Return the object's process, and its number there."""

    @classmethod
    def torchgrade_name(cls, handle: Any) -> str:
        """Return the name of the student's class."""


class Peer(Protocol):
    """A process of the player, as seen by the stand-ins of its objects."""

    allowed: Allowed
    own_decides: bool  # an operator of a student's own class has decided
    may_differ: bool  # a test used an object in a way that may differ from outside

    def do(self, operation: str, *args: object, **kwargs: object) -> Any:
        """Perform an operation from the table `operations.OPERATIONS` on the other side.

        Raises:
            Exception: the student's code raised; this is the nearest builtin.
            PlayerDied: there was no answer.
        """

    def vjp(self, graph: int, grads: list[torch.Tensor | None], accumulate: bool) -> list[Any]:
        """Ask for the gradients of a call's leaves, given those of its outputs."""

    def release(self, number: int) -> None:
        """Note that an object or a graph is no longer needed."""

    def refuse(self, why: str) -> Refused:
        """Note something that can't be done with a student's object; it costs the test case."""
