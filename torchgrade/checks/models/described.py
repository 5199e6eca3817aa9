"""A model rebuilt from its description: if that computes the same, the model hides nothing."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail
from torchgrade.checks.models.modules import allowed_layers
from torchgrade.checks.models.trained import rounding
from torchgrade.checks.values import tensor

__all__ = ["agrees", "as_described", "fitting", "plain_state"]


def as_described(
    model: torch.nn.Module,
    allowed: Iterable[type[torch.nn.Module]],
    x: torch.Tensor,
    *,
    at_most: int = 10**8,
    what: str = "the model",
    hint: str = "",
) -> torch.nn.Sequential:
    """Check that an nn.Sequential of allowed layers computes what its layers say, and no more.

    Its description (types and settings of its layers) and its state_dict arrive as plain data. From
    these a second network is made of PyTorch's own layers, in the grader's process; it must give
    the same scores for `x` in eval mode. Whatever the student's object hides (parameters in a list,
    a forward of its own, a hook, another class under the name of a layer) then makes no difference
    on `x`, and no lie to a probe can change that. Use inputs like those that points depend on.

    The result is not the student's object: load the submitted weights into it and measure it, and
    only the file and the list of layers decide.

    Args:
        model: the student's nn.Sequential.
        allowed: types of layers, all of torch.nn.
        x: a few inputs (N, ...).
        at_most: the largest total size of parameters and buffers; a larger network is not made.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The new network, on the CPU, in eval mode, with the weights of `model`.

    Raises:
        AssertionError: a layer is not allowed, the weights do not fit the layers, or the scores
            differ.

    False-failure rate: none by chance. The tolerance is that of `accuracy`: 1 % of the spread of
    an image's scores, where rounding moved at most 1.0e-7 of it.

    Example:
        >>> net = nn.Sequential(nn.Linear(4, 3), nn.ReLU())
        >>> x = torch.randn(5, 4, generator=checks.generator("as_described"))
        >>> checks.as_described(net, (nn.Linear, nn.ReLU), x)
        Sequential(
          (0): Linear(in_features=4, out_features=3, bias=True)
          (1): ReLU()
        )
    """
    types = list(allowed)
    allowed_layers(model, types, sequential=True, what=what, hint=hint)
    state = plain_state(model, what)
    said = probes.description(model)
    with fitting(what, hint), torch.device("meta"):  # takes no memory, whatever its sizes
        again: torch.nn.Sequential = _made(said, {cls.__name__: cls for cls in types})
    needed = {name: tuple(value.shape) for name, value in again.state_dict().items()}
    count = sum(math.prod(shape) for shape in needed.values())
    if count > at_most:
        fail(what, f"has {count:,} numbers in its layers; at most {at_most:,} are allowed.", hint)
    if needed != {name: tuple(value.shape) for name, value in state.items()}:
        fail(what, "has other weights than its layers need. Does it keep some elsewhere?", hint)
    with fitting(what, hint), torch.no_grad():
        again.load_state_dict({n: v.detach().cpu().clone() for n, v in state.items()}, assign=True)
        right = again.eval()(x.detach().cpu())
    if not agrees(model, x, right, what, hint):
        fail(
            what,
            "does something else than its layers do one after the other. Does it compute with "
            "more than its layers and their weights: a forward or __call__ of its own, a hook?",
            hint,
        )
    return again


def plain_state(model: torch.nn.Module, what: str) -> dict[str, torch.Tensor]:
    """Return the state_dict of a student's model as plain tensors."""
    return {
        str(name): tensor(value, finite=False, what=f"{name} in the state_dict of {what}")
        for name, value in probes.state(model).items()
    }


def agrees(
    model: torch.nn.Module, x: torch.Tensor, right: torch.Tensor, what: str, hint: str
) -> bool:
    """Return whether a student's model gives the same scores as the network rebuilt from it.

    They may differ by rounding, as in `accuracy`; other shapes fail.
    """
    [given] = probes.batch_outputs(model, [x])
    scores = tensor(given, shape=tuple(right.shape), what=f"the output of {what}", hint=hint)
    off = (scores.detach().cpu().double() - right.double()).abs().amax()
    return bool(off <= rounding(right))


@contextmanager
def fitting(what: str, hint: str) -> Iterator[None]:
    """Say what is wrong with layers that can't be made or run."""
    try:
        yield
    except (TypeError, ValueError, RuntimeError, KeyError, IndexError, AttributeError) as error:
        problem = "has layers that do not fit their settings, their weights or each other"
        fail(what, f"{problem} ({type(error).__name__}).", hint)


def _made(said: Mapping[str, Any], types: Mapping[str, type[torch.nn.Module]]) -> Any:
    """Make a layer, or an nn.Sequential of them."""
    if said["type"] == "Sequential":
        parts = [(str(name), _made(part, types)) for name, part in said["parts"]]
        return torch.nn.Sequential(OrderedDict(parts))
    settings = {
        str(name): tuple(value) if type(value) is list else value
        for name, value in said["settings"].items()
    }
    for name in ("inplace", "device", "dtype"):  # the state and the caller decide these
        settings.pop(name, None)
    return types[said["type"]](**settings)
