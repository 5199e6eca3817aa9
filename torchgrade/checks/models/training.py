"""What training reveals about a model: its initial loss, and whether it can overfit a batch."""

from __future__ import annotations

import math

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.scalars import number
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["initial_loss", "overfits"]


def initial_loss(
    loss: object,
    num_classes: int,
    tolerance: float = 0.1,
    *,
    what: str = "the loss before the first step",
    hint: str = "",
) -> None:
    """Check that an untrained classifier's mean cross-entropy is near ln C, as for a uniform guess.

    The default tolerance: a small convolutional net with torch's initialisation gave 2.2916 to
    2.3181 over 50 seeds, where ln 10 is 2.3026. A net with larger last weights needs a larger one.

    Args:
        loss: a number, or a tensor of one value, in nats, averaged over samples.
        num_classes: C.
        tolerance: allowed distance, in nats.
        what: names the loss in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: states the loss and the reason for ln C.

    Example:
        >>> checks.initial_loss(2.31, 10)
        >>> checks.initial_loss(5.0, 10)
        Traceback (most recent call last):
            ...
        AssertionError: the loss before the first step is 5, which is not near ln 10. ...
    """
    given = number(loss, finite=False, what=what, hint=hint)
    if not abs(given - math.log(num_classes)) <= tolerance:
        fail(
            what,
            f"is {given:.4g}, which is not near ln {num_classes}. Before any step each of "
            f"{num_classes} classes gets about the same probability: look at the averaging, at the "
            "output of the model, and at when you measure.",
            hint,
        )


def overfits(
    model: torch.nn.Module,
    x: torch.Tensor,
    y: torch.Tensor,
    *,
    steps: int,
    lr: float,
    to: float = 0.1,
    what: str = "the model",
    hint: str = "",
) -> list[float]:
    """Check that the model can overfit a small batch: its cross-entropy falls to `to`.

    It is trained with Adam (Kingma and Ba, 2015, arXiv:1412.6980) on the whole batch, in train
    mode, under a fixed seed. Parameters, buffers, modes and random generators are restored.

    Args:
        model: returns logits (N, C) for `x`.
        x: inputs (N, ...).
        y: class indices (N,), int64.
        steps: the largest number of steps; training ends early when the goal is reached.
        lr: learning rate.
        to: the goal for the mean cross-entropy, in nats.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The losses, the first one before any step.

    Raises:
        AssertionError: the goal is not reached; with how far the loss fell, and what to look at.
        AuthorError: `steps` is 0.

    False-failure rate: none by chance in the training, since its seed is fixed; the student's
    initialisation may vary. Choose `steps` with a wide margin.

    Example:
        >>> x = torch.randn(8, 4, generator=checks.generator("overfits"))
        >>> y = torch.arange(8) % 2
        >>> losses = checks.overfits(nn.Linear(4, 2, bias=False), 0 * x, y, steps=5, lr=0.1)
        Traceback (most recent call last):
            ...
        AssertionError: the model cannot learn 8 samples by heart: the loss goes from ...
    """
    if steps < 1:
        raise AuthorError("overfits needs at least one step")
    first = probes.forward(model, x, train=True)
    tensor(first, shape=(len(x), None), what=f"the output of {what}", hint=hint)
    losses, probabilities = probes.overfit(model, x, y, steps=steps, lr=lr, to=to)
    if not math.isfinite(losses[-1]):
        fail(what, f"has a loss of {losses[-1]} after {plural(len(losses) - 1, 'step')}.", hint)
    if min(losses) > to:
        clue = (
            "Its outputs are probabilities: is there a softmax before the loss, which has its own?"
            if probabilities
            else "Does the gradient reach every parameter? Does the output depend on the input?"
        )
        fail(
            what,
            f"cannot learn {plural(len(x), 'sample')} by heart: the loss goes from "
            f"{losses[0]:.3g} to {min(losses):.3g} in {plural(steps, 'step')}, and should fall "
            f"below {to:g}. {clue}",
            hint,
        )
    return losses
