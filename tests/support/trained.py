"""A small training as a student would write it: it can be interrupted, and reports its epochs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

__all__ = ["BATCHES", "accuracy", "make", "state", "train"]

BATCHES = 8  # of 32 points

_draw = torch.Generator().manual_seed(0)
_RULE = torch.randn(20, 4, generator=_draw)
_POINTS, _HELD_OUT = torch.randn(256, 20, generator=_draw), torch.randn(200, 20, generator=_draw)
_LABELS, _TRUTH = (_POINTS @ _RULE).argmax(1), (_HELD_OUT @ _RULE).argmax(1)


def make(seed: int = 1) -> nn.Module:
    """Return a new network, with dropout and batch norm."""
    torch.manual_seed(seed)
    layers = [nn.Linear(20, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 4)]
    return nn.Sequential(*layers)


def accuracy(net: nn.Module) -> float:
    """Return the share of held-out points that a network gets right, in the mode that it is in."""
    return (net(_HELD_OUT).argmax(1) == _TRUTH).float().mean().item()


def state(net: nn.Module) -> dict[str, torch.Tensor]:
    """Return a copy of all that a network holds."""
    return {name: value.clone() for name, value in net.state_dict().items()}


def train(
    net: nn.Module,
    epochs: int,
    report: Callable[..., Any] | None = None,
    after_step: Callable[[int, int], None] = lambda epoch, step: None,
    rate: float = 1e-2,
) -> dict[str, list[float]]:
    """Train with Adam; tell `report` the history after each epoch, as a lab's loop does."""
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    history: dict[str, list[float]] = {"loss": [], "val_accuracy": []}
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for step, chosen in enumerate(torch.randperm(256).split(32)):
            loss = nn.functional.cross_entropy(net(_POINTS[chosen]), _LABELS[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
            after_step(epoch, step)
        history["loss"].append(total / BATCHES)
        net.eval()
        with torch.no_grad():
            history["val_accuracy"].append(accuracy(net))
        if report is not None:
            report(history)
    return history
