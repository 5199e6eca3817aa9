"""Whether two objects of one class share anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

import torch

from torchgrade.checks import probes
from torchgrade.checks.battery.agreement import difference
from torchgrade.checks.messages import fail, listed
from torchgrade.errors import AuthorError

__all__ = ["separate"]


def separate(
    make: Callable[..., torch.nn.Module],
    *args: object,
    x: torch.Tensor | None = None,
    random: bool = False,
    fixed: Collection[str] = (),
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> None:
    """Make two modules, ``make(*args, **kwargs)`` each, and check that they have nothing in common.

    They must share no parameter, buffer, submodule or generator; their random parameters must start
    from different values, in every part; and making one must set no global seed.

    A number in a parameter counts as random if it occurs there only once, so zeros, ones and other
    constants may be the same in both. No more of the random numbers may agree than chance allows,
    not even one row of a weight.

    Args:
        make: the student's class, or a function that makes a module.
        args: its arguments.
        x: an input. If given, a run of one must change nothing in the other.
        random: with `x`, their outputs in train mode must differ, even with the same weights (a
            dropout layer).
        fixed: names of parameters that start from the same values on purpose.
        what: names the class or function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Raises:
        AssertionError: with what they share; or what is made is not a module.
        AuthorError: `random` without `x`.

    False-failure rate: two numbers drawn in a dtype agree with probability at most its epsilon
    (float32: 2**-23), doubled here to be safe. A parameter fails if at least two of its numbers
    agree, and so many would by chance with probability at most 1e-9 (Poisson).

    Example:
        >>> shared = nn.Linear(2, 2)
        >>> checks.separate(lambda: nn.Sequential(shared, nn.ReLU()), what="build_net")
        Traceback (most recent call last):
            ...
        AssertionError: build_net makes two objects that share something: '0', '0.weight', ...
    """
    if random and x is None:
        raise AuthorError("separate: random=True needs an input x")
    seen = probes.made_twice(make, *args, x=x, **kwargs)
    if not seen["modules"]:
        fail(what, "must make an nn.Module.", hint)
    if seen["set"]:
        fail(
            what,
            f"sets a global seed ({listed(seen['set'])}), so that all it makes begins with the "
            "same weights. Leave the global generators to whoever calls.",
            hint,
        )
    if seen["shared"]:
        fail(
            what,
            f"makes two objects that share something: {listed(_unique(seen['shared']))}. What one "
            "learns changes the other. Make everything anew in each call.",
            hint,
        )
    alike = [
        str(name)
        for name, (one, other) in seen["starts"].items()
        if name not in fixed and _alike(one, other)
    ]
    if alike:
        fail(
            what,
            f"makes two objects that begin with the same random numbers: {listed(alike)}. Is "
            "something copied, seeded, or kept from the first one?",
            hint,
        )
    if seen["moved"]:
        fail(
            what,
            f"makes two objects, and a run of one changes the other: {listed(seen['moved'])}.",
            hint,
        )
    if random and difference(*seen["outputs"]) is None:
        fail(what, "makes two objects that draw the same random numbers.", hint)


def _unique(names: list[str]) -> list[str]:
    return list(dict.fromkeys(str(name) for name in names))


def _alike(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Return whether more random numbers of two parameters agree than chance explains."""
    if one.shape != other.shape or not one.is_floating_point():
        return False
    a, b = one.detach().cpu().flatten(), other.detach().cpu().flatten()
    _, places, counts = torch.unique(a, return_inverse=True, return_counts=True)
    single = (counts == 1)[places]
    if int(single.sum()) < 4:
        return False
    same, expected = int((a == b)[single].sum()), 2 * len(a) * torch.finfo(one.dtype).eps
    # P(same or more by chance) is at most expected ** same / same!, by the union bound.
    return same >= 2 and same * math.log(expected) - math.lgamma(same + 1) < math.log(1e-9)
