"""Groups of parameters that a student's function makes: complete, disjoint and correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["parameter_groups"]


def parameter_groups(
    fn: Callable[[torch.nn.Module], Any],
    model: torch.nn.Module,
    expected: Mapping[str, Collection[str]],
    *,
    derived: Collection[str] = (),
    what: str = "the grouping",
    hint: str = "",
) -> None:
    """Check that ``fn(model)`` sorts the model's own parameters into the right groups.

    Messages name a parameter by its layer's type and its own short name ("the weight of a
    BatchNorm1d"), which helps without giving away names or counts of a hidden model.

    Args:
        fn: the student's function; returns a list (or tuple) of parameters for each entry of
            `expected`.
        model: an nn.Module.
        expected: name of a group -> names of its parameters as in ``model.named_parameters()``, in
            the order in which `fn` returns the groups. Every parameter is in one group.
        derived: names of layers that `fn` sees as instances of a subclass, as somebody's own
            BatchNorm2d would be.
        what: names the result in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: in this order: the number of lists is wrong; something in them is not a
            parameter of this model; a parameter occurs twice, is left out, or is in the wrong
            group.
        AuthorError: `expected` does not name each parameter of the model once.

    Example:
        >>> net = nn.Linear(3, 1)
        >>> expected = {"decayed": ["weight"], "plain": ["bias"]}
        >>> checks.parameter_groups(lambda net: [list(net.parameters()), []], net, expected)
        Traceback (most recent call last):
            ...
        AssertionError: the grouping is wrong for a parameter: the bias of a Linear, of ...
    """
    known = probes.parameter_labels(model)
    if sorted(name for names in expected.values() for name in names) != sorted(known):
        raise AuthorError("parameter_groups: expected must name each parameter of the model once")
    names = ", ".join(expected)
    wanted = f"must give {plural(len(expected), 'list')} of parameters ({names})"
    strange, groups = probes.group_members(fn, model, tuple(derived))
    if strange:
        fail(what, f"{wanted}, but gives {strange}.", hint)
    if len(groups) != len(expected):
        fail(what, f"{wanted}, but gives {len(groups)}.", hint)
    members = [(g, name) for g, names in zip(expected, groups, strict=True) for name in names]
    place = _places(members, known, what, hint)
    for name, label in known.items():
        if name not in place:
            fail(what, f"leaves a parameter out: {label} is in no group.", hint)
    for group, right in expected.items():
        for name in right:
            if place[name] != group:
                fail(what, f"is wrong for a parameter: {known[name]} is in {place[name]!r}.", hint)
    # A probe said so, to which a student can lie; which parameters they are shows in the values.
    values = dict(model.named_parameters())
    for group, right, given in zip(expected, expected.values(), fn(model), strict=True):
        if Counter(map(_content, given)) != Counter(_content(values[name]) for name in right):
            fail(
                what, f"has other values in {group!r} than the parameters that belong there.", hint
            )


def _content(value: object) -> tuple[object, ...]:
    plain = tensor(value, finite=False, what="a parameter in a group").detach().cpu()
    return (tuple(plain.shape), str(plain.dtype), *plain.flatten().tolist())


def _places(
    members: list[tuple[str, str]], known: Mapping[str, str], what: str, hint: str
) -> dict[str, str]:
    """Return the group of each parameter by name, if each is the model's and in one group only."""
    for group, name in members:
        if name not in known:
            fail(
                what,
                f"has something in {group!r} that is no parameter of this model ({name[1:]}). Hand "
                "on the parameters themselves, not their names, values or copies.",
                hint,
            )
    place: dict[str, str] = {}
    for group, name in members:
        if name in place:
            both = "twice in" if place[name] == group else f"in {place[name]!r} and in"
            fail(what, f"has a parameter twice: {known[name]} is {both} {group!r}.", hint)
        place[name] = group
    return place
