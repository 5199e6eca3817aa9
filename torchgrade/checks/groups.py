"""Parameter groups that a student's function makes: complete, disjoint, and each where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, plural
from torchgrade.errors import AuthorError

__all__ = ["parameter_groups"]


def parameter_groups(
    fn: Callable[[torch.nn.Module], Any],
    model: torch.nn.Module,
    expected: Mapping[str, Collection[str]],
    *,
    what: str = "the grouping",
    hint: str = "",
) -> None:
    """Check that ``fn(model)`` sorts the model's parameters into groups, by identity.

    Messages name a parameter by its layer's type and its own short name ("the weight of a
    BatchNorm1d"), which helps without giving away a hidden model.

    Args:
        fn: the student's; gives as many lists (or tuples) of parameters as `expected` has entries.
        model: an nn.Module.
        expected: group's name -> names of its parameters as in ``model.named_parameters()``, in the
            order in which `fn` returns the groups. Every parameter is in one group.
        what: names the result in messages.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: in this order: not that many lists; something in them that is no parameter
            of this model; a parameter twice; one left out; one in the wrong group.
        AuthorError: `expected` is not a partition of the model's parameters.
    """
    known = probes.parameter_labels(model)
    if sorted(name for names in expected.values() for name in names) != sorted(known):
        raise AuthorError("parameter_groups: expected must name each parameter of the model once")
    names = ", ".join(expected)
    wanted = f"must give {plural(len(expected), 'list')} of parameters ({names})"
    strange, groups = probes.group_members(fn, model)
    if strange:
        fail(what, f"{wanted}, but gives {strange}.", hint)
    if len(groups) != len(expected):
        fail(what, f"{wanted}, but gives {len(groups)}.", hint)
    place = _places(groups, list(expected), known, what, hint)
    for name, label in known.items():
        if name not in place:
            fail(what, f"loses a parameter: {label}, is in no group.", hint)
    for group, members in expected.items():
        for name in members:
            if place[name] != group:
                fail(
                    what,
                    f"puts a parameter in the wrong group: {known[name]}, is in {place[name]!r}.",
                    hint,
                )


def _places(
    groups: list[list[str]], names: list[str], known: Mapping[str, str], what: str, hint: str
) -> dict[str, str]:
    """Parameter's name -> the group that it is in, where each is the model's and in one group only."""
    place: dict[str, str] = {}
    entries = [
        (group, name) for group, members in zip(names, groups, strict=True) for name in members
    ]
    for group, name in entries:
        if name not in known:
            fail(
                what,
                f"holds something in {group!r} that is no parameter of this model ({name[1:]}). Hand on the "
                "parameters themselves, not their names, values or copies.",
                hint,
            )
    for group, name in entries:
        if name in place:
            where = (
                f"twice in {group!r}"
                if place[name] == group
                else f"in {place[name]!r} and in {group!r}"
            )
            fail(what, f"has a parameter twice: {known[name]}, is {where}.", hint)
        place[name] = group
    return place
