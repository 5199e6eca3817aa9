"""What a model does when it is run: outputs, moving buffers, a short training."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (its name everywhere)

from torchgrade.checks.preserve import identical, own_tensors, same_noise, untouched, walk
from torchgrade.checks.probes.structure import named_parameters, on_device_of

__all__ = ["batch_outputs", "eval_outputs", "moved_buffers", "overfit"]


def eval_outputs(model: torch.nn.Module, x: torch.Tensor, *, times: int) -> list[Any]:
    """Return the outputs of several forward passes on `x`, in eval mode, without a graph."""
    return batch_outputs(model, [x] * times)


def batch_outputs(model: torch.nn.Module, batches: Iterable[torch.Tensor]) -> list[Any]:
    """Return the outputs for copies of several batches, in eval mode, without a graph."""
    with untouched(model), torch.no_grad():
        model.eval()
        return [model(on_device_of(model, batch)) for batch in batches]


def moved_buffers(model: torch.nn.Module, x: torch.Tensor, *, training: bool) -> dict[str, bool]:
    """Name of each buffer -> whether one forward pass in the given mode changed it."""
    with untouched(model), torch.no_grad():
        model.train(training)
        before = {name: value.clone() for name, value in _buffers(model).items()}
        model(on_device_of(model, x))
        after = _buffers(model)
        return {
            name: name not in after or not identical(value, after[name])
            for name, value in before.items()
        }


def overfit(
    model: torch.nn.Module, x: torch.Tensor, y: torch.Tensor, *, steps: int, lr: float, to: float
) -> tuple[list[float], bool]:
    """Return the losses of a training on one batch, and whether outputs look like probabilities.

    It ends early when the loss is at most `to`, is NaN, or has no graph to train through.
    """
    losses: list[float] = []
    with untouched(model), same_noise(), torch.enable_grad():
        model.train()
        x, y = on_device_of(model, x), on_device_of(model, y)
        trained = [p for _, p in named_parameters(model) if p.requires_grad]
        optimizer = torch.optim.Adam(trained, lr=lr) if trained else None
        while True:
            scores = model(x.clone())
            loss = F.cross_entropy(scores, y)
            losses.append(float(loss.detach()))
            ended = len(losses) > steps or not losses[-1] > to
            if ended or optimizer is None or not loss.requires_grad:
                break
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        scores = scores.detach()
        sums = scores.sum(1)
        normal = torch.allclose(sums, torch.ones_like(sums), atol=1e-3)
    return losses, normal and bool((scores >= 0).all())


def _buffers(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {
        f"{path}.{name}" if path else name: value
        for path, module in walk(model)
        for name, value in own_tensors(module)
    }
