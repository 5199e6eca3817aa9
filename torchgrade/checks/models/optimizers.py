"""An optimizer's parameters, the effect of its weight decay, and the result of its steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, kind, listed, plural, refuse_blank
from torchgrade.errors import AuthorError

__all__ = ["decayed", "optimizer_covers", "optimizer_steps"]


def decayed(
    optimizer: torch.optim.Optimizer,
    model: torch.nn.Module,
    expected: Collection[str],
    *,
    what: str = "the optimizer",
    hint: str = "",
) -> None:
    """Check which parameters weight decay shrinks, judged by a step, not by the groups' settings.

    On a copy of the optimizer all parameters are set to 1, all gradients to 0 and the learning rate
    to 1, and its memory is emptied; whatever one step then makes smaller is decayed (Hanson and
    Pratt, Comparing Biases for Minimal Network Construction with Back-Propagation, NIPS 1988).

    Args:
        optimizer: the student's.
        model: the model whose parameters it holds.
        expected: names, as in ``model.named_parameters()``, of those that must be decayed; a shared
            parameter goes by its first name.
        what: names the optimizer in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: names parameters that are decayed and should not be, and the other way
            round.
        AuthorError: `expected` names a parameter that the model does not have.

    Example:
        >>> net = nn.Linear(3, 1)
        >>> everything = torch.optim.AdamW(net.parameters(), weight_decay=0.1)
        >>> checks.decayed(everything, net, ["weight"])
        Traceback (most recent call last):
            ...
        AssertionError: the optimizer decays what it must leave alone ('bias').
    """
    _need_optimizer(optimizer, what, hint)
    shrunk = set(probes.decayed_parameters(optimizer, model))
    names = list(probes.parameter_sizes(model))
    unknown = sorted(set(expected) - set(names))
    if unknown:
        raise AuthorError(f"decayed: the model has no parameter {listed(unknown)}")
    extra = [name for name in names if name in shrunk and name not in expected]
    spared = [name for name in names if name not in shrunk and name in expected]
    problems = []
    if extra:
        problems.append(f"decays what it must leave alone ({listed(extra)})")
    if spared:
        problems.append(f"does not decay what it should ({listed(spared)})")
    if problems:
        fail(what, f"{', and '.join(problems)}.", hint)


def optimizer_covers(
    optimizer: torch.optim.Optimizer,
    model: torch.nn.Module,
    *,
    what: str = "the optimizer",
    hint: str = "",
) -> None:
    """Check that each parameter of this model is in exactly one group, once.

    Frozen parameters (``requires_grad=False``) may be left out.

    Raises:
        AssertionError: names parameters left out or held twice, and says if the optimizer holds
            tensors that are not this model's (it was made for another model object).

    Example:
        >>> net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
        >>> checks.optimizer_covers(torch.optim.SGD(net[0].parameters(), lr=0.1), net)
        Traceback (most recent call last):
            ...
        AssertionError: the optimizer lacks 2 parameters of 4: '1.weight', '1.bias'.
    """
    _need_optimizer(optimizer, what, hint)
    held, foreign = probes.optimizer_contents(optimizer, model)
    missing = [name for name, entry in held.items() if entry.times == 0 and entry.trainable]
    double = [name for name, entry in held.items() if entry.times > 1]
    note = f" It holds {plural(foreign, 'tensor')} of another model." if foreign else ""
    if missing:
        fail(
            what,
            f"lacks {plural(len(missing), 'parameter')} of {len(held):,}: {listed(missing)}.{note}",
            hint,
        )
    if double:
        fail(
            what,
            f"holds {plural(len(double), 'parameter')} more than once: {listed(double)}.",
            hint,
        )


def optimizer_steps(
    optimizer: torch.optim.Optimizer,
    model: torch.nn.Module,
    gradients: Sequence[Mapping[str, torch.Tensor]],
    *,
    what: str = "the optimizer",
    hint: str = "",
) -> list[dict[str, torch.Tensor]]:
    """Make steps with given gradients, and return where they lead, to compare with an oracle.

    The settings in an optimizer's groups are not trusted, and an optimizer of the student's own
    class is as good as the library's. Several steps show its state, such as momentum and dampening.
    The steps are real: the model has other weights afterwards.

    Args:
        optimizer: the student's.
        model: the model whose parameters it holds.
        gradients: for each step, a dict: name, as in ``model.named_parameters()`` -> gradient of
            the parameter's shape. A parameter that it does not name has no gradient (``None``) in
            that step.
        what: names the optimizer in messages.
        hint: advice to add to messages: where to look.

    Returns:
        For each step, a dict: name -> value of the parameter afterwards.

    Raises:
        AssertionError: it is not a torch.optim.Optimizer, or a step gave no values for some
            parameters.
        AuthorError: `gradients` has a name that the model does not have.

    Example:
        >>> net = nn.Linear(1, 1, bias=False)
        >>> _ = nn.init.zeros_(net.weight)
        >>> sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
        >>> steps = checks.optimizer_steps(sgd, net, [{"weight": torch.ones(1, 1)}] * 2)
        >>> [round(step["weight"].item(), 3) for step in steps]
        [-0.1, -0.25]
    """
    _need_optimizer(optimizer, what, hint)
    names = probes.parameter_sizes(model)
    unknown = sorted({name for given in gradients for name in given} - set(names))
    if unknown:
        raise AuthorError(f"optimizer_steps: the model has no parameter {listed(unknown)}")
    steps = probes.optimizer_steps(optimizer, model, [dict(given) for given in gradients])
    if len(steps) != len(gradients) or any(set(names) != set(step) for step in steps):
        fail(what, "does not say where each step leads each parameter.", hint)
    return steps


def _need_optimizer(optimizer: object, what: str, hint: str) -> None:
    refuse_blank(optimizer, what, hint)
    if not issubclass(probes.real_class(optimizer), torch.optim.Optimizer):
        fail(what, f"must be a torch optimizer, but is {kind(optimizer)}.", hint)
