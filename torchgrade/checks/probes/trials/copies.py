"""Copies of arguments and results: of all that is plain in them, at any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy
import torch

__all__ = ["converted", "copied", "parts"]

_DEPTH = 10


def copied(value: Any) -> Any:
    """Copy lists, tuples, dicts, sets, tensors and arrays; anything else stays the same object.

    A tensor is copied without its graph, and requires grad if it did.
    """
    return converted(value, _copy)


def _copy(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    return value.copy() if isinstance(value, numpy.ndarray) else value


def converted(value: Any, convert: Callable[[Any], Any], depth: int = 0) -> Any:
    """Rebuild plain containers with each of their leaves converted."""
    cls = type(value)
    if depth > _DEPTH:
        return value
    if cls is list or cls is tuple:
        return cls(converted(item, convert, depth + 1) for item in value)
    if cls is dict:
        return {key: converted(item, convert, depth + 1) for key, item in value.items()}
    if cls is set:
        return set(value)
    return convert(value)


def parts(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """List a value and everything in it, each with its place: "['mean']", "[0]", "" for itself."""
    yield path, value
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for key, item in dict.items(value):
            yield from parts(item, f"{path}[{key!r}]", depth + 1)
    elif isinstance(value, (list, tuple)):
        items = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
        for index, item in enumerate(items):
            yield from parts(item, f"{path}[{index}]", depth + 1)
