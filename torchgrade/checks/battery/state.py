"""Whether a function keeps state between calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchgrade.checks import probes
from torchgrade.checks.battery.agreement import difference
from torchgrade.checks.messages import fail, listed

__all__ = ["stateless"]

_TRIES = 20


def stateless(
    fn: Callable[..., Any],
    *args: object,
    random: bool = False,
    follows_seed: bool = False,
    views: bool = False,
    apart: bool = False,
    no_draws: bool = False,
    then: tuple[Any, ...] | None = None,
    rtol: float = 0.0,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Any:
    """Call ``fn(*args, **kwargs)`` several times, and check that it keeps no state.

    Each call gets copies of the arguments, and finds the global generators of torch, NumPy and
    Python in another state. The results must agree (so nothing is counted, cached or drawn) and
    share no memory with each other; a later call must not change an earlier result; no global
    generator may be seeded or advanced (except by torch itself: a loop over a DataLoader draws a
    seed even if it does not shuffle, and a new layer draws its weights even if they are overwritten
    at once); and the default dtype, autograd and matplotlib's rcParams must be left as they were. A
    module is called in the mode that it is in.

    Args:
        fn: the student's function or module.
        args: its arguments.
        random: the function may draw from global generators. It must not seed them, and its results
            must not all agree: a right solution must give the same result 20 times with probability
            at most 1e-6, for which two coin flips are enough.
        follows_seed: with `random`, calls that start from the same generator state must give the
            same result.
        views: the result may be an argument, or share memory with one (dropout in eval mode).
        apart: the tensors of one result must share no memory either, nor repeat their own (an
            expanded tensor), so that each can be changed in place.
        no_draws: the text says that the function leaves the global generators alone, so even torch
            itself must not advance them.
        then: arguments for one more call, of the same types but with other values. They are written
            into the same objects that an earlier call got (weights into a model, items into a
            list), as training does between two measurements: the result must be that of the new
            values. Both are computed under the same seed, and not compared if that does not
            reproduce a result.
        rtol: how much numbers may differ from call to call, relative to each.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Returns:
        A copy of the first result.

    Raises:
        AssertionError: says which state is kept: another result, shared memory, a seed.

    False-failure rate: none by chance, except with `random` (see there).

    Example:
        >>> seen = []
        >>> def count(x):
        ...     seen.append(x)
        ...     return len(seen)
        >>> checks.stateless(count, 1, what="count")
        Traceback (most recent call last):
            ...
        AssertionError: count gives another result for the same arguments when it is ...
    """
    results, seen = probes.repeated(fn, *args, apart=apart, then=then, **kwargs)
    _leaves_the_process_alone(seen, what, hint)
    off = [d for d in (difference(r, results[0], rtol=rtol) for r in results[1:]) if d]
    if random and not off:
        results, _ = probes.repeated(fn, *args, times=_TRIES, **kwargs)
        off = [d for d in (difference(r, results[0]) for r in results[1:]) if d]
    if random and not off:
        fail(what, "gives the same result in each call, and should draw anew.", hint)
    if random and follows_seed and difference(seen["again"], results[0], rtol=rtol):
        fail(
            what,
            "gives other results for the same global seed, so that nobody can repeat a run. Draw "
            "from the global generators.",
            hint,
        )
    drawn = [name for name in seen["drawn"] if off or no_draws or name not in seen["by_torch"]]
    if not random and drawn:
        fail(what, f"draws from a global generator ({listed(drawn)}), and must not.", hint)
    if not random and off:
        fail(
            what,
            f"gives another result for the same arguments when it is called again: it {off[0]}. "
            "Does something stay from the first call: a counter, a list that grows, a cache?",
            hint,
        )
    if then is not None:
        _not_remembered(seen["written"], seen["fresh"], rtol, what, hint)
    if seen["changed"] or seen["aliases"]:
        fail(
            what,
            "returns the same object, or the same memory, from two calls, so that the second call "
            f"changes what the first has returned{_places(seen['changed'] or seen['aliases'])}. "
            "Make a new one in each call.",
            hint,
        )
    if apart and seen["overlapping"]:
        fail(
            what,
            "returns tensors that share their numbers with others of the result, or repeat one "
            f"number{_places(seen['overlapping'])}: a step in place on one changes more than it. "
            "Make each a tensor of its own.",
            hint,
        )
    if not views:
        _nothing_of_the_arguments(seen["returned"], what, hint)
    return results[0]


def _leaves_the_process_alone(seen: dict[str, Any], what: str, hint: str) -> None:
    """Check that no global seed was set, and no process-wide setting was changed."""
    if seen["set"]:
        names = listed(seen["set"])
        fail(
            what,
            f"sets a global seed ({names}), so all that is drawn after it comes out the same in "
            "every run. Leave the global generators to whoever calls.",
            hint,
        )
    if seen["settings"]:
        fail(
            what,
            f"changes a setting of the whole process ({listed(seen['settings'])}), and with it all "
            "that comes later. Leave it as it was.",
            hint,
        )


def _nothing_of_the_arguments(returned: list[str], what: str, hint: str) -> None:
    if returned:
        fail(
            what,
            f"returns memory of its own arguments{_places(returned)}: who changes the "
            "result changes them. Return something new.",
            hint,
        )


def _not_remembered(
    written: object, fresh: list[object], rtol: float, what: str, hint: str
) -> None:
    """Check the result after other values were written into objects of an earlier call."""
    repeatable = not difference(fresh[0], fresh[1], rtol=rtol)
    if repeatable and difference(written, fresh[0], rtol=rtol):
        fail(
            what,
            "gives an old result for objects that it has seen before, although other values have "
            "been written into them since (as training does to a model). Compute it in each call.",
            hint,
        )


def _places(places: list[str]) -> str:
    named = [str(place) for place in places if place]
    return f" (at {', '.join(named[:3])} of the result)" if named else ""
