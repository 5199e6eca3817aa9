"""Named tuples: they cross as tuples with their field names, and are rebuilt from both.

If a class has more than `collections.namedtuple` gives it (methods, its own `__eq__`), its objects
stay where they are.
"""

from __future__ import annotations

import collections
import re

__all__ = ["FIELD", "fields_of", "named_tuple"]

FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")
"""A valid name of a field or class. Objects with other names don't cross."""

_MOST_FIELDS = 100
_MOST_CLASSES = 256
_USUAL = {
    *vars(collections.namedtuple("_USUAL", "")),
    *("__annotations__", "__annotate__", "__annotate_func__", "__annotations_cache__"),
    *("__orig_bases__", "__static_attributes__", "__firstlineno__", "__type_params__"),
}

_classes: dict[tuple[str, tuple[str, ...]], type[tuple[object, ...]]] = {}
"""Classes that were sent or made, so that an object sent back keeps its class."""


def fields_of(cls: type) -> tuple[str, ...] | None:
    """Return the field names, if this is a plain named tuple class."""
    if type(cls) is not type or cls.__mro__ != (cls, tuple, object):
        return None
    own = vars(cls)
    fields = own.get("_fields")
    if type(fields) is not tuple or not _may_cross(cls.__name__, fields):
        return None
    if not own.keys() <= _USUAL | set(fields):
        return None
    _keep(cls, cls.__name__, fields)
    return fields


def named_tuple(name: str, fields: tuple[str, ...], values: list[object]) -> tuple[object, ...]:
    """Make a named tuple.

    Raises:
        ValueError: there is no such class, or the numbers of values and fields differ.
    """
    if len(fields) != len(values) or not _may_cross(name, fields):
        raise ValueError("not a named tuple")
    if (name, fields) not in _classes:
        _keep(collections.namedtuple(name, fields), name, fields)
    return tuple.__new__(_classes[name, fields], values)


def _may_cross(name: object, fields: tuple[object, ...]) -> bool:
    """Return whether names are what an author would write; each is checked before its use."""
    names = (name, *fields)
    return len(fields) <= _MOST_FIELDS and all(type(n) is str and FIELD.fullmatch(n) for n in names)


def _keep(cls: type[tuple[object, ...]], name: str, fields: tuple[str, ...]) -> None:
    if len(_classes) >= _MOST_CLASSES:
        _classes.clear()
    _classes[name, fields] = cls
