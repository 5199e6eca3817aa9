"""What training tells about a model: its first loss, a small batch learnt by heart, its accuracy."""

from __future__ import annotations

import math

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, plural, refuse_blank
from torchgrade.checks.values import close, tensor
from torchgrade.errors import AuthorError

__all__ = ["accuracy", "initial_loss", "overfits"]


def initial_loss(
    loss: object,
    num_classes: int,
    tolerance: float = 0.1,
    *,
    what: str = "the loss before the first step",
    hint: str = "",
) -> None:
    """Check that an untrained classifier's mean cross-entropy is near ln C, that of a uniform guess.

    The default tolerance: a small convolutional net with torch's initialisation gave 2.2916 to
    2.3181 over 50 seeds, where ln 10 is 2.3026. A net with larger last weights needs a larger one.

    Args:
        loss: a number, or a tensor of one value, in nats, averaged over samples.
        num_classes: C.
        tolerance: allowed distance, in nats.
        what: names the loss in messages.
        hint: a sentence to add, on where to look.
    """
    refuse_blank(loss, what, hint)
    try:
        close(loss, math.log(num_classes), rtol=0.0, atol=tolerance, what=what)
    except AssertionError as wrong:
        raise AssertionError(
            f"{wrong} Before any step each of {num_classes} classes gets about the same probability, so "
            f"the loss is near ln {num_classes}. {hint}".rstrip()
        ) from None


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
    """Check that the model can learn a small batch by heart: its cross-entropy falls to `to`.

    Adam (Kingma and Ba, 2015, arXiv:1412.6980) on the whole batch, in train mode, under a fixed
    seed. Parameters, buffers, modes and random generators are put back afterwards.

    Args:
        model: gives logits (N, C) for `x`.
        x: inputs (N, ...).
        y: class indices (N,), int64.
        steps: number of steps at most; ends early when the goal is reached.
        lr: learning rate.
        to: the goal for the mean cross-entropy, in nats.
        what: names the model in messages.
        hint: a sentence to add, on where to look.

    Returns:
        The losses, the first one before any step.

    False failures: none by chance of ours (the seed is fixed), but the student's initialisation
    counts: choose `steps` with a wide margin.
    """
    losses, probabilities = probes.overfit(model, x, y, steps=steps, lr=lr, to=to)
    if not losses:
        raise AuthorError("overfits needs at least one step")
    if min(losses) <= to:
        return losses
    if not all(map(math.isfinite, losses)):
        fail(
            what, f"gives a loss that is not finite after {plural(len(losses) - 1, 'step')}.", hint
        )
    clue = (
        "Its outputs are probabilities: is there a softmax before the loss, which has one itself?"
        if probabilities
        else "Does the gradient reach every parameter? Does the output depend on the input?"
    )
    fail(
        what,
        f"cannot learn {plural(len(x), 'sample')} by heart: the loss went from {losses[0]:.3g} to "
        f"{min(losses):.3g} in {plural(steps, 'step')}, and should fall below {to:g}. {clue}",
        hint,
    )


def accuracy(
    model: torch.nn.Module,
    images: torch.Tensor,
    labels: torch.Tensor,
    *,
    at_least: float,
    batch_size: int = 500,
    what: str = "the model",
    hint: str = "",
) -> float:
    """Check the share of right answers, in eval mode and without a graph. Modes are put back.

    Args:
        model: gives scores (N, C) for images; the class with the largest one is its answer.
        images: (N, ...), moved to the device of the model's parameters batch by batch.
        labels: (N,), class indices.
        at_least: least accuracy, from 0 to 1.
        batch_size: images at once.
        what: names the model in messages.
        hint: a sentence to add, on where to look.

    Returns:
        The accuracy, from 0 to 1.
    """
    if len(images) != len(labels) or len(labels) == 0:
        raise AuthorError(f"accuracy: {len(images)} images for {len(labels)} labels")
    right = 0
    for start in range(0, len(labels), batch_size):
        batch = images[start : start + batch_size]
        (out,) = probes.eval_outputs(model, batch, times=1)
        scores = tensor(out, shape=(len(batch), None), what=f"the output of {what}")
        answers = scores.argmax(1).cpu()
        right += int((answers == labels[start : start + batch_size].cpu()).sum())
    reached = right / len(labels)
    if reached < at_least:
        fail(
            what,
            f"is right on {reached:.2%} of {plural(len(labels), 'image')}; at least {at_least:.2%} is "
            "needed.",
            hint,
        )
    return reached
