"""A function called repeatedly: what it remembers, and what it does to random generators."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy
import torch

from torchgrade.checks.preserve import same_noise, untouched
from torchgrade.checks.probes.trials.copies import copied, parts
from torchgrade.checks.probes.trials.drawing import Moves, drawn_by_torch, layers_seen
from torchgrade.checks.probes.trials.memory import overlapping, shared_memory
from torchgrade.checks.probes.trials.overwriting import overwritten
from torchgrade.checks.probes.trials.settings import settings_put_back

__all__ = ["repeated"]


def repeated(
    fn: Callable[..., Any],
    *args: Any,
    times: int = 2,
    apart: bool = False,
    then: tuple[Any, ...] | None = None,
    **kwargs: Any,
) -> tuple[list[Any], dict[str, Any]]:
    """Call ``fn(*args, **kwargs)`` several times, each time on copies of the arguments.

    The calls start from different states of the global generators, except for an additional second
    one, which starts from the state of the first. The generators, and modules among the arguments,
    are restored after each call, and `fn`, if it is a module, at the end.

    Returns:
        A copy of each result as it was when it was returned, without that of the additional call,
        and what was observed:

        - "again": the result of the additional call;
        - "aliases": places in the last result that share memory with the first one;
        - "returned": places in the first result that share memory with the arguments;
        - "overlapping", with `apart`: places of tensors in the first result that share numbers with
          another one of it, or repeat their own (an expanded tensor);
        - "changed": places of the first result that a later call has changed;
        - "set": generators (torch, numpy, random) that end in one state wherever they started, or
          in different ones from the same start (torch.seed());
        - "drawn": generators that were advanced;
        - "by_torch": those of them that only torch itself advanced: new layers, loops over a
          DataLoader;
        - "settings": process-wide settings that the first call changed (see `settings_put_back`);
        - "written", "fresh", with `then`: the result after these values were written into the
          arguments of an earlier call, and their result in new arguments, twice; all from the same
          state of the generators.
    """
    calls: list[_Call] = []
    with same_noise(seed=None), untouched(fn):
        for seed in (1_000, *range(1_000, 1_000 + times)):
            calls.append(_call(fn, copied(list(args)), copied(kwargs), seed))
        after = {} if then is None else _after(fn, args, then, kwargs)
    first, again, *rest = calls
    last = rest[-1]
    generators = list(first.before)
    by_torch = drawn_by_torch(first.before["torch"], first.after["torch"], first.moves)
    seen = {
        "again": again.copy,
        "aliases": shared_memory(first.result, last.result),
        "returned": shared_memory(first.given, first.result),
        "overlapping": overlapping(first.result) if apart else [],
        "changed": _differences(first.copy, first.result),
        "set": [
            name
            for name in generators
            if again.after[name] != first.after[name]
            or (first.after[name] == last.after[name] and first.before[name] != last.before[name])
        ],
        "drawn": [name for name in generators if first.before[name] != first.after[name]],
        "by_torch": ["torch"] if by_torch else [],
        "settings": first.settings,
        **after,
    }
    return [call.copy for call in (first, *rest)], seen


class _Call(NamedTuple):
    """One call: arguments, result, an immediate copy of it, generator states, changed settings.

    ``moves`` says how new layers advanced torch's generator.
    """

    given: list[Any]
    result: Any
    copy: Any
    before: dict[str, Any]
    after: dict[str, Any]
    settings: list[str]
    moves: Moves


def _call(fn: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], seed: int) -> _Call:
    given = [*args, *kwargs.values()]
    models = [part for _, part in parts(given) if isinstance(part, torch.nn.Module)]
    with contextlib.ExitStack() as stack:
        for model in models:
            stack.enter_context(untouched(model))
        stack.enter_context(same_noise(seed))
        before = _states()
        with settings_put_back() as settings, layers_seen() as moves:
            result = fn(*args, **kwargs)
        return _Call(given, result, copied(result), before, _states(), settings, moves)


def _after(
    fn: Callable[..., Any], args: tuple[Any, ...], then: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    """Call with `args`, then with the same objects, into which `then` was written."""
    given, named = copied(list(args)), copied(kwargs)
    _call(fn, given, named, 1_000)
    with overwritten(given, copied(list(then))):
        written = _call(fn, given, named, 1_000)
    fresh = [_call(fn, copied(list(then)), copied(kwargs), 1_000).copy for _ in range(2)]
    return {"written": written.copy, "fresh": fresh}


def _states() -> dict[str, Any]:
    """Return the state of each global generator, in a form that can be compared."""
    state = numpy.random.get_state()
    return {
        "torch": torch.get_rng_state().numpy().tobytes(),
        "numpy": (state[1].tobytes(), state[2]),  # type: ignore[index]
        "random": random.getstate(),
    }


def _differences(copy: Any, now: Any) -> list[str]:
    """List the places of tensors and arrays in a result that have changed."""
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
