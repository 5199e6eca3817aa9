"""A function called twice: what stays of the first call, and what it does to generators."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy
import torch

from torchgrade.checks.preserve import same_noise, walk
from torchgrade.checks.probes.trials.copies import copied, parts

__all__ = ["repeated", "shared_memory"]


def repeated(
    fn: Callable[..., Any], *args: Any, times: int = 2, **kwargs: Any
) -> tuple[list[Any], dict[str, Any]]:
    """Call ``fn(*args, **kwargs)`` several times, each time on copies of the arguments.

    The calls begin at different states of the global generators, which are put back at the end. The
    second is one more, that begins where the first did; its result is not looked at.

    Returns:
        A copy of each result as it was when it came, and what was seen:

        - "aliases": places in the last result that share memory with the first one;
        - "returned": places in the first result that share memory with the arguments;
        - "changed": places of the first result that a later call has changed;
        - "set": generators (torch, numpy, random) that end in one state wherever they began, or in
          another one from the same beginning (torch.seed());
        - "drawn": generators that were moved.
    """
    results, kept, states, again = [], [], [], _states()
    given: list[Any] = []
    with same_noise(seed=None):
        for number in range(times):
            own = copied(list(args)), copied(kwargs)
            given.append(own)
            with same_noise(1_000 + number):
                before = _states()
                result = fn(*own[0], **own[1])
                states.append((before, _states()))
            results.append(copied(result))
            kept.append(result)
            if number == 0:
                own = copied(list(args)), copied(kwargs)
                with same_noise(1_000):
                    fn(*own[0], **own[1])
                    again = _states()
    seen = {
        "aliases": shared_memory(kept[0], kept[-1]) if times > 1 else [],
        "returned": shared_memory(given[0], kept[0]),
        "changed": _differences(results[0], kept[0]),
        "set": [
            name
            for name in states[0][0]
            if again[name] != states[0][1][name]
            or (
                times > 1
                and states[0][1][name] == states[-1][1][name]
                and states[0][0][name] != states[-1][0][name]
            )
        ],
        "drawn": [name for name in states[0][0] if states[0][0][name] != states[0][1][name]],
    }
    return results, seen


def _states() -> dict[str, Any]:
    """Return the state of each global generator, as something that can be compared."""
    state = numpy.random.get_state()
    return {
        "torch": torch.get_rng_state().numpy().tobytes(),
        "numpy": (state[1].tobytes(), state[2]),  # type: ignore[index]
        "random": random.getstate(),
    }


def shared_memory(one: Any, other: Any) -> list[str]:
    """List the places in `other` that are, or share memory with, something in `one`.

    Of what can be changed in place: tensors, arrays, lists, dicts, sets, modules, generators.
    """
    known = {key for _, value in parts(one) for key in _keys(value)}
    return [path for path, value in parts(other) if any(key in known for key in _keys(value))]


def _keys(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, torch.Tensor):
        if value.numel():
            yield "memory", value.untyped_storage().data_ptr()
    elif isinstance(value, numpy.ndarray):
        base = value
        while isinstance(base.base, numpy.ndarray):
            base = base.base
        if base.size:
            yield "memory", base.__array_interface__["data"][0]
    elif isinstance(value, torch.nn.Module):
        for _, module in walk(value):
            yield "object", id(module)
    elif isinstance(value, (list, dict, set, bytearray, torch.Generator)):
        yield "object", id(value)


def _differences(copy: Any, now: Any) -> list[str]:
    """List places of tensors and arrays in a result that are not any more what they were."""
    before = dict(parts(copy))
    changed = []
    for path, value in parts(now):
        then = before.get(path)
        if isinstance(value, torch.Tensor) and isinstance(then, torch.Tensor):
            same = value.shape == then.shape and torch.equal(
                value.detach().nan_to_num(), then.detach().nan_to_num()
            )
        elif isinstance(value, numpy.ndarray) and isinstance(then, numpy.ndarray):
            same = value.shape == then.shape and value.tobytes() == then.tobytes()
        elif isinstance(value, (list, dict)):
            same = isinstance(then, (list, dict)) and len(then) == len(value)
        else:
            continue
        if not same:
            changed.append(path)
    return changed
