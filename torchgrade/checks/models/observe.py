"""What a student's model does, as plain data for a test to judge: outputs, gradients, layers."""

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
    hint: str = "",
) -> torch.Tensor:
    """Run the model on a copy of `x`, without a graph, and return its output.

    Args:
        model: the student's module; restored afterwards.
        x: an input for it.
        state: the parameters and buffers to run it with, as `state` returns them; default: its own.
        train: run it in train mode instead of eval mode.
        what: names the output in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: the output is not a tensor, or holds NaN or infinity.

    Example:
        >>> checks.output(nn.Linear(2, 3), torch.ones(4, 2)).shape
        torch.Size([4, 3])
    """
    return tensor(probes.forward(model, x, state=state, train=train), what=what, hint=hint)


def input_gradient(
    fn: Callable[[torch.Tensor], Any],
    x: torch.Tensor,
    dout: torch.Tensor | None = None,
    *,
    what: str = "the layer",
    hint: str = "",
) -> tuple[torch.Tensor, torch.Tensor]:
    """Run `fn` once on a copy of `x` and propagate `dout` back to it.

    There is one run, so output and gradient have the same random mask. `fn` runs in the mode that
    it is in.

    Args:
        fn: the student's function or module.
        x: an input, any shape, floating point.
        dout: gradient of the output, of the same shape; default: ones.
        what: names the layer in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The output and the gradient with respect to `x`, both without a graph.

    Raises:
        AssertionError: the output is not a tensor or does not depend on `x` for autograd, or one of
            the two holds NaN or infinity.

    Example:
        >>> out, dx = checks.input_gradient(torch.square, torch.tensor([1.0, 3.0]))
        >>> dx
        tensor([2., 6.])
    """
    leaf = x.detach().clone().requires_grad_()
    shape = None if dout is None else dout.shape
    with torch.enable_grad():
        out = tensor(fn(leaf.clone()), shape=shape, what=f"the output of {what}", hint=hint)
        # The function may work in place, which autograd forbids on a leaf: hence the clone above.
        seed = torch.ones_like(out) if dout is None else dout.to(out)
        dx = None
        if out.requires_grad:
            (dx,) = torch.autograd.grad(out, leaf, seed, allow_unused=True)
    if dx is None:
        fail(
            what,
            "is cut off from its input, so no gradient can flow back to it. Look for detach(), "
            ".data, no_grad() and NumPy.",
            hint,
        )
    gradient = tensor(dx, what=f"the gradient of {what}", hint=hint)
    return out.detach().clone(), gradient.detach().clone()
