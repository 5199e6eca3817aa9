"""What the hidden tests compare with. Never part of a release."""

import copy

import torch
from cifar10_training_helpers import PAIRS

_TRUE_ONES_BEGIN = (
    "PyTorch has",
    "Augmentation can",
    "A convolutional network can converge",
    "With an L1",
)

TRUE = tuple(text for pair in PAIRS.values() for text in pair if text.startswith(_TRUE_ONES_BEGIN))
"""The texts of `PAIRS` that are true."""


def reference(model, train, val, optimizer, criterion, epochs, decay_every, decay):
    """Train as question 7 asks for; return what each epoch gave, and the state after it.

    A row has training loss and accuracy, validation loss and accuracy, and the learning rate.
    """
    rows, states = [], []
    for epoch in range(epochs):
        if decay_every and epoch and epoch % decay_every == 0:
            for group in optimizer.param_groups:
                group["lr"] = group["lr"] * decay
        measured = _epoch(model.train(), train, criterion, optimizer)
        with torch.no_grad():
            measured += _epoch(model.eval(), val, criterion)
        rows.append((*measured, optimizer.param_groups[0]["lr"]))
        states.append(copy.deepcopy(model.state_dict()))
    return rows, states


def _epoch(model, batches, criterion, optimizer=None):
    """Go through some batches once; return the mean loss and accuracy of their images."""
    losses, right, count = 0.0, 0, 0
    for x, y in batches:
        scores = model(x)
        loss = criterion(scores, y)
        if optimizer is not None:
            model.zero_grad()
            loss.backward()
            optimizer.step()
        losses += loss.item() * len(y)
        right += (scores.argmax(1) == y).sum().item()
        count += len(y)
    return losses / count, right / count


def drawn_by_torch(weights, biases):
    """Return whether PyTorch drew the parameters of a convolution or linear layer.

    It draws uniformly between -1 / sqrt(fan-in) and 1 / sqrt(fan-in). The deviation of n such
    numbers has a relative error of 0.45 / sqrt(n): 4 / sqrt(n) is missed with p < 1e-10. That 10
    numbers and more are all small has p < 1e-12.

    weights, biases: of the same layer in one network or several, (networks, outputs, ...)
    """
    limit = weights[0, 0].numel() ** -0.5
    deviation = limit * 3**-0.5
    return all(
        0.06 * limit < values.abs().max() <= 1.0001 * limit
        and abs(values.std() / deviation - 1) < 4 * values.numel() ** -0.5
        for values in (weights, biases)
    )
