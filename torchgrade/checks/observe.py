"""What a student's model does, as plain data that a test judges itself: outputs, gradients, layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail
from torchgrade.checks.probes import Watched, layers, state, watch
from torchgrade.checks.values import tensor

__all__ = ["Watched", "input_gradient", "layers", "output", "state", "watch"]


def output(
    model: torch.nn.Module,
    x: torch.Tensor,
    *,
    state: Mapping[str, torch.Tensor] | None = None,
    train: bool = False,
    what: str = "the output of the model",
) -> torch.Tensor:
    """Run the model on a copy of `x`, without a graph, and give back its output.

    Args:
        model: the student's module; put back as it was.
        x: an input for it.
        state: parameters and buffers to run it with, as `state` gives them; default: its own.
        train: in train mode; default: in eval mode.
        what: names the output in messages.

    Raises:
        AssertionError: the output is no tensor, or holds NaN or infinity.
    """
    return tensor(probes.forward(model, x, state=state, train=train), what=what)


def input_gradient(
    fn: Callable[[torch.Tensor], Any],
    x: torch.Tensor,
    dout: torch.Tensor | None = None,
    *,
    what: str = "the layer",
    hint: str = "",
) -> tuple[torch.Tensor, torch.Tensor]:
    """Run `fn` once on a copy of `x` and propagate `dout` back to it.

    One run, so that a random mask is the same in both answers. `fn` is used as it is, in its own
    mode.

    Args:
        fn: the student's function or module.
        x: an input, any shape, floating point.
        dout: gradient of the output, of its shape; default: ones.
        what: names the layer in messages.
        hint: a sentence to add, on where to look.

    Returns:
        The output and the gradient with respect to `x`, both without a graph.

    Raises:
        AssertionError: the output is no tensor, does not depend on `x` for autograd, or one of the
            two holds NaN or infinity.
    """
    leaf = x.detach().clone().requires_grad_()
    with torch.enable_grad():
        out = tensor(
            fn(leaf), shape=None if dout is None else dout.shape, what=f"the output of {what}"
        )
    cut = "is cut off from its input, so no gradient can flow back (detach, .data, no_grad or NumPy?)."
    if not out.requires_grad:
        fail(what, cut, hint)
    seed = torch.ones_like(out) if dout is None else dout.to(out)
    (dx,) = torch.autograd.grad(out, leaf, seed, allow_unused=True)
    if dx is None:
        fail(what, cut, hint)
    return out.detach().clone(), tensor(dx, what=f"the gradient of {what}").detach().clone()
