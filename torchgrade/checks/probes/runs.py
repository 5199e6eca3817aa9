"""What a model does when it is run: outputs, moving buffers, a short training."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (its name everywhere)

from torchgrade.checks.preserve import own_tensors, same_noise, untouched, walk

__all__ = ["eval_outputs", "moved_buffers", "overfit"]


def eval_outputs(model: torch.nn.Module, x: torch.Tensor, *, times: int) -> list[Any]:
    """Outputs of several forward passes on copies of `x`, in eval mode, without a graph."""
    with untouched(model), torch.no_grad():
        model.eval()
        return [model(_on_device(model, x)) for _ in range(times)]


def moved_buffers(model: torch.nn.Module, x: torch.Tensor, *, training: bool) -> dict[str, bool]:
    """Name of each floating-point or counting buffer -> whether one forward pass changed it."""
    with untouched(model), torch.no_grad():
        model.train(training)
        before = {name: value.clone() for name, value in _buffers(model).items()}
        model(_on_device(model, x))
        after = _buffers(model)
        return {
            name: name not in after or not torch.equal(value, after[name])
            for name, value in before.items()
        }


def overfit(
    model: torch.nn.Module, x: torch.Tensor, y: torch.Tensor, *, steps: int, lr: float, to: float
) -> tuple[list[float], bool]:
    """Losses of a training on one batch, and whether the outputs look like probabilities."""
    losses: list[float] = []
    with untouched(model), same_noise(), torch.enable_grad():
        model.train()
        optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
        x, y = _on_device(model, x), _on_device(model, y)
        for _ in range(steps + 1):
            scores = model(x.clone())
            loss = F.cross_entropy(scores, y)
            losses.append(float(loss.detach()))
            if not losses[-1] > to:
                break
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        with torch.no_grad():
            sums = scores.sum(1)
            probabilities = bool((scores >= 0).all()) and torch.allclose(
                sums, torch.ones_like(sums)
            )
    return losses, probabilities


def _buffers(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {
        f"{path}.{name}" if path else name: value
        for path, module in walk(model)
        for name, value in own_tensors(module)
    }


def _on_device(model: torch.nn.Module, x: torch.Tensor) -> torch.Tensor:
    parameter = next(model.parameters(), None)
    return x.clone() if parameter is None else x.clone().to(parameter.device)
