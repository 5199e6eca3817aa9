"""Vector-Jacobian products of an earlier call, in the player."""

from __future__ import annotations

from collections.abc import Sequence

import torch

__all__ = ["products"]


def products(
    outputs: Sequence[torch.Tensor],
    leaves: Sequence[torch.Tensor],
    grads: Sequence[torch.Tensor | None],
    *,
    accumulate: bool,
) -> list[torch.Tensor | None]:
    """Compute the gradients of the leaves of a call.

    Args:
        outputs: the outputs of the call.
        leaves: its input tensors.
        grads: the gradients of the outputs, of the same shapes; None for outputs without one.
        accumulate: whether to fill the `.grad` of parameters, too, as `backward()` does.

    Returns:
        The gradient of each leaf, of its shape; None if no output depends on it.
    """
    wanted = [(out, grad) for out, grad in zip(outputs, grads, strict=True) if grad is not None]
    outs, given = [list(side) for side in zip(*wanted, strict=True)] if wanted else [[], []]
    if not accumulate:
        if not leaves:
            return []
        return list(torch.autograd.grad(outs, leaves, given, retain_graph=True, allow_unused=True))
    kept = [leaf.grad for leaf in leaves]
    for leaf in leaves:
        leaf.grad = None
    torch.autograd.backward(outs, given, retain_graph=True)
    found = [leaf.grad for leaf in leaves]
    for leaf, grad in zip(leaves, kept, strict=True):
        leaf.grad = grad
    return found
