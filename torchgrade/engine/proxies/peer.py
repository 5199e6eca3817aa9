"""The Protocol between a stand-in and its session: everything that a stand-in may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import torch

__all__ = ["Allowed", "Names", "Peer", "Refused", "StandIn"]


class Refused(TypeError):  # noqa: N818 - shown to students by its text
    """The student's object is not plain where a plain value is needed."""


@dataclass(frozen=True)
class Allowed:
    """What a test file may do beyond the rule, where its author, or a foreign zip, asks for it."""

    operators: bool = False  # compare a student's objects by their own operators
    in_place: bool = False  # feel what a call changed in its arguments


GONE = object()
"""In the place of a value: the name is to be removed."""


class Names(Protocol):
    """Knows the values of a student's global names: a process of the player's, or a record."""

    @property
    def is_live(self) -> bool:
        """Whether the student's code feels what a test sets, and the test what that code does."""

    def names(self, names: list[str]) -> dict[str, object]:
        """Return the values of these names; those that do not exist are left out."""

    def assign(self, values: dict[str, object]) -> None:
        """Set names, or remove them: the value of one is :data:`GONE` then."""

    def refuse(self, why: str) -> Refused:
        """Note what can't be done with the names: it costs the test case."""


class StandIn(Protocol):
    """A handle of an object in the player. It answers to these names alone by itself.

    They are asked of its class: an attribute of a handle is one of the student's object.
    """

    @classmethod
    def torchgrade_peer(cls, handle: Any) -> tuple[Peer, int]:
        """Return the process where the object lives, and the number by which that knows it."""

    @classmethod
    def torchgrade_name(cls, handle: Any) -> str:
        """Return the name of the student's class."""


class Peer(Protocol):
    """One process of the player's, as the stand-ins of its objects see it."""

    allowed: Allowed
    own_decides: bool  # an operator of a class of the student's own has decided
    unlike: bool  # a test did with an object what may not be the same from outside

    def do(self, operation: str, *args: object, **kwargs: object) -> Any:
        """Do an operation of the table `operations.OPERATIONS` on the other side.

        Raises:
            Exception: what the student's code raised, as its nearest builtin.
            PlayerDied: no answer came.
        """

    def vjp(self, graph: int, grads: list[torch.Tensor | None], accumulate: bool) -> list[Any]:
        """Ask for the gradients of a call's leaves, given those of its outputs."""

    def release(self, number: int) -> None:
        """Note that nobody asks for an object or a graph any more."""

    def refuse(self, why: str) -> Refused:
        """Note what can't be done with what is the student's: it costs the test case."""
