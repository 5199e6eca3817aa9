"""Decodes parsed JSON or TOML to structs or dataclasses, strictly; errors name file and field.

Records that rooms exchange are frozen dataclasses, so that ``dataclasses.replace`` makes changed
copies of all of them; msgspec decodes them like its own structs, but ignores unknown keys, which
are checked here.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

__all__ = ["FormError", "decoded", "read_json", "shown"]

T = TypeVar("T")

_PLACE = re.compile(r" - at `(\$.*)`$")
_PARTS = re.compile(r"\.(\w+)|\[(\d+)\]|(\[\.\.\.\])")
_EXPECTED = re.compile(r"Expected `([^`]+)`(.*?)(?:, got `.*`)?$")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`$", re.DOTALL)
_NO_CHOICE = "Invalid enum value "
_MISSING = re.compile(r"Object missing required field `(.*)`$")

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
}
_BOUNDS = {">= ": "of at least", "> ": "above", "<= ": "up to", "< ": "below"}
_STRUCTS = (inspect.StructType, inspect.DataclassType)
_SHOWN = 80
_MOST = 1e15
"""The largest number in a file: points, seconds, sizes and counts are far smaller."""


class FormError(ValueError):
    """Data does not have the expected form; the message names field, expected and found value."""


def decoded(
    data: Any,
    form: type[T],
    expected: Mapping[str, str] | None = None,
) -> T:
    """Return data as an instance of a type, without coercion, refusing unknown keys.

    Args:
        data: the result of a parser of JSON or TOML.
        form: the type, such as a dataclass or struct. A struct itself says whether unknown keys are
            errors (``forbid_unknown_fields``); for a dataclass they are.
        expected: better descriptions than "a number" or "a list" of what a field should be, by its
            path; ``*`` in a path stands for any key or list index, as in ``data.threshold.*``.

    Raises:
        FormError: the data does not have that form: ``limits.cell: expected a whole number, got
            'long'``.
    """
    try:
        value = msgspec.convert(data, form)
    except msgspec.ValidationError as error:
        raise FormError(_told(data, form, str(error), expected or {})) from None
    except UnicodeEncodeError as error:  # half of a surrogate pair, in an enum
        raise FormError(f"expected texts of Unicode, got {shown(error.object)}") from None
    if isinstance(data, (dict, list)):
        _no_unknown_keys(data, _info(form), ())
    return value


def read_json(path: Path, form: type[T], check: Callable[[T], None] | None = None) -> T:
    """Read a JSON file, and decode it with :func:`decoded`.

    Args:
        path: the file.
        form: the type of its content.
        check: raises FormError if content of that type contradicts itself.

    Raises:
        FormError: it is not JSON, has another form, or absurd numbers; the message begins with the
            path.
        OSError: it can't be read.
    """
    try:
        said = json.loads(
            path.read_bytes(), parse_float=_number, parse_int=_whole, parse_constant=_number
        )
        value = decoded(said, form)
        if check is not None:
            check(value)
        return value
    except (ValueError, RecursionError) as error:
        raise FormError(f"{path}: {error}") from None


def _number(text: str) -> float:
    """Return a number that can be added up and written again, since JSON itself has no bounds."""
    value = float(text)
    if not abs(value) <= _MOST:
        raise ValueError(f"expected numbers up to {_MOST:g}, got {text[:_SHOWN]}")
    return value


def _whole(text: str) -> int:
    _number(text)
    return int(text)


def _no_unknown_keys(data: Any, known: inspect.Type, path: tuple[str | int, ...]) -> None:
    """Raise FormError if data has keys that its dataclass does not have."""
    if isinstance(data, dict):
        for plain in _plain([known]):
            if isinstance(plain, inspect.DataclassType):
                names = [field.encode_name for field in plain.fields]
                for key in data:
                    if key not in names:
                        raise FormError(_unknown_key(_joined(path), key, names))
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for part, item in items:
        if isinstance(item, (dict, list)):
            for inner in _inner(known, part):
                _no_unknown_keys(item, inner, (*path, part))


def _info(form: Any) -> inspect.Type:
    return _hashed_info(form)


@lru_cache(maxsize=32)
def _hashed_info(form: Any) -> inspect.Type:
    return inspect.type_info(form)


def _told(data: Any, form: type[Any], error: str, expected: Mapping[str, str]) -> str:
    """Return msgspec's error in words for people."""
    found = _PLACE.search(error)
    path = _path(data, form, error, found[1] if found else "$")
    what = error[: found.start()] if found else error
    if unknown := _UNKNOWN.match(what):
        return _unknown_key(_joined(path), unknown[1], _keys(form, path))
    if missing := _MISSING.match(what):
        path = (*path, missing[1])
        return f"{_joined(path)}: expected {_words(path, '', expected)}, got nothing"
    if what.startswith(_NO_CHOICE):
        choices = ", ".join(_choices(form, path))
        words = _words(path, f"one of {choices}", expected)
        return f"{_joined(path)}: expected {words}, got {shown(_at(data, path))}"
    wrong = _EXPECTED.match(what)
    if wrong is None:
        said = f"{what[:1].lower()}{what[1:]}"
    else:
        words = _words(path, f"{wrong[1].partition(' | ')[0]}{wrong[2]}", expected)
        got = "" if "*" in path else f", got {shown(_at(data, path))}"
        said = f"expected {words}{got}"
    return f"{_joined(path)}: {said}" if path else said


def _unknown_key(place: str, key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    guess = f" (did you mean {near[0]!r}?)" if near else ""
    said = f"unknown key {shown(key)}{guess}; expected one of {', '.join(sorted(known))}"
    return f"{place}: {said}" if place else said


def _words(path: Sequence[str | int], kind: str, expected: Mapping[str, str]) -> str:
    """Describe what a field should be, in the caller's words or else by its type."""
    for pattern, words in expected.items():
        parts = pattern.split(".")
        if len(parts) == len(path) and all(
            part in ("*", str(name)) for part, name in zip(parts, path, strict=True)
        ):
            return words
    name, _, bound = kind.partition(" ")
    said = _KINDS.get(name, name or "a value")
    for sign, words in _BOUNDS.items():
        if bound.startswith(sign):
            return f"{said} {words} {bound.removeprefix(sign).removesuffix('.0')}"
    return f"{said} {bound}".strip()


def _path(data: Any, form: type[Any], error: str, place: str) -> tuple[str | int, ...]:
    """Return the keys and indices that lead to a fault; msgspec leaves out keys of mappings."""
    path: tuple[str | int, ...] = ()
    for name, number, _ in _PARTS.findall(place):
        if name:
            path = (*path, name)
        elif number:
            path = (*path, int(number))
        else:
            path = (*path, _wrong_key(data, form, error, path))
    return path


def _wrong_key(data: Any, form: type[Any], error: str, path: tuple[str | int, ...]) -> str:
    """Find the key of a mapping that alone causes the same fault; ``*`` if none does."""
    mapping = _at(data, path)
    for key, value in mapping.items():
        try:
            msgspec.convert(_with(data, path, {key: value}), form)
        except msgspec.ValidationError as other:
            if str(other) == error:
                return str(key)
    return "*"


def _at(data: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        data = data[part]
    return data


def _with(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return a copy of data with another value at the end of a path."""
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy


def _keys(form: type[Any], path: Sequence[str | int]) -> list[str]:
    """Return the keys of the struct at the end of a path."""
    structs = [known for known in _types(form, path) if isinstance(known, _STRUCTS)]
    return [field.encode_name for struct in structs for field in struct.fields]


def _choices(form: type[Any], path: Sequence[str | int]) -> list[str]:
    """Return the texts that are allowed at the end of a path."""
    literals = [known for known in _types(form, path) if isinstance(known, inspect.LiteralType)]
    return [str(value) for literal in literals for value in literal.values]


def _types(form: type[Any], path: Sequence[str | int]) -> Iterator[inspect.Type]:
    """Yield the types that are allowed at the end of a path."""
    types = [_info(form)]
    for part in path:
        types = [inner for known in types for inner in _inner(known, part)]
    yield from _plain(types)


def _inner(known: inspect.Type, part: str | int) -> Iterator[inspect.Type]:
    """Yield the types that are allowed under a key, or at an index of a list."""
    for plain in _plain([known]):
        if isinstance(plain, _STRUCTS):
            yield from (field.type for field in plain.fields if field.encode_name == part)
        elif isinstance(plain, inspect.DictType):
            yield plain.value_type
        elif isinstance(plain, (inspect.ListType, inspect.VarTupleType)):
            yield plain.item_type


def _plain(types: Sequence[inspect.Type]) -> Iterator[inspect.Type]:
    """Yield types without annotations, and each part of a union by itself."""
    for known in types:
        if isinstance(known, inspect.Metadata):
            yield from _plain([known.type])
        elif isinstance(known, inspect.UnionType):
            yield from _plain(known.types)
        else:
            yield known


def _joined(path: Sequence[str | int]) -> str:
    said = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return said.removeprefix(".")


def shown(value: Any) -> str:
    """Format a file's value for a message, shortened if it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 4]} ..."
