"""Operators on a student's objects, if a test may use them, and which side decides the result.

A number, text or container of a student's own class is compared by the value that it holds, in the
referee: an `int` whose `__eq__` always returns True is not equal to everything. Other objects, and
operators that make another object of the class, are evaluated in the player, as in otter. If the
object's class is the student's own, the grade says so.
"""

from __future__ import annotations

from typing import TypeGuard

from torchgrade.engine.protocol.derived_values import KINDS, OPERATORS, SINGLE
from torchgrade.engine.proxies.peer import Peer, StandIn

__all__ = ["note_method", "note_own", "operate"]

# With only one operand, an operator learns nothing about what a test expects.
_UNARY = {"neg", "pos", "invert", "abs", "truth"}
_COMPARISONS = {"lt", "le", "eq", "ne", "ge", "gt", "contains"}

_HOMES = {"builtins", "collections", "enum", "numpy", "decimal", "fractions"}
_WITH_RULES_OF_THEIR_OWN = ("MaskedArray", "matrix", "recarray")


def operate(peer: Peer, operation: str, operands: tuple[object, ...]) -> object:
    """Compute an operator with at least one handle as an operand."""
    handles = [item for item in operands if _is_handle(item)]
    if operation not in _UNARY:
        kinds = [_kind(_base(handle)) for handle in handles]
        arithmetic = operation not in _COMPARISONS
        makes_another = arithmetic and (len(handles) > 1 or kinds[0] not in SINGLE)
        if None not in kinds and not makes_another:
            values = [peer.do("value", x) if _is_handle(x) else x for x in operands]
            in_number = operation == "contains" and isinstance(values[0], (int, float, complex))
            if not (in_number or any(map(_is_handle, values))):  # a flag contains others
                return OPERATORS[operation](*values)
        note_own(peer, *handles)
    return peer.do(operation, *operands)


def note_own(peer: Peer, *handles: StandIn) -> None:
    """Note that objects decide the result, if the class of one is the student's own."""
    if peer.allowed.operators and any(map(_is_own, handles)):
        peer.own_decides = True


def note_method(peer: Peer, handle: StandIn, name: str) -> None:
    """Note that a method such as `issubset`, which plain types have, may be the student's."""
    kind = _kind(_base(handle)) if peer.allowed.operators else None
    if kind is not None and callable(getattr(kind, name, None)):
        note_own(peer, handle)


def _is_handle(value: object) -> TypeGuard[StandIn]:
    return hasattr(type(value), "torchgrade_name")


def _base(handle: StandIn) -> type:
    """Return the nearest library class of a handle's object, according to the player."""
    found = getattr(type(handle), "torchgrade_base", None)
    return found(handle) if found else object


def _kind(base: type) -> type | None:
    """Name the plain type that a library's class is, or is a subclass of without adding rules."""
    if base.__module__ not in _HOMES or base.__name__ in _WITH_RULES_OF_THEIR_OWN:
        return None
    return next((kind for kind in base.__mro__ if kind in KINDS), None)


def _is_own(handle: StandIn) -> bool:
    """Return whether an object's class is the student's, not a library's."""
    return bool(_base(handle).__name__ != type(handle).torchgrade_name(handle))
