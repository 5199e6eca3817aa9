"""Gradients of a model's parameters and of its input."""

from __future__ import annotations

import math
from typing import Any

import torch

from torchgrade.checks.preserve import same_noise, untouched
from torchgrade.checks.probes.structure import named_parameters, on_device_of
from torchgrade.checks.probes.trials.copies import copied

__all__ = ["gradient_flow", "passes"]


def gradient_flow(model: torch.nn.Module, x: torch.Tensor) -> dict[str, Any]:
    """Run the model in train mode and in eval mode, and propagate a random `dout` back.

    First, noise of a usual size is added to its parameters, so that a layer which is initialised to
    zero on purpose lets gradients through. The model is restored afterwards.

    Returns:
        For "train" and "eval": "output" (False if no tensor, or one without a graph), and what each
        parameter and "" (the input, if it is real) got: "frozen" (it requires no grad), "none",
        "nan", "zero" or "some".
    """
    found = {}
    for mode in ("train", "eval"):
        with untouched(model), same_noise(), torch.enable_grad():
            model.train(mode == "train")
            named = named_parameters(model)
            frozen = [name for name, p in named if not p.requires_grad]
            with torch.no_grad():
                for _, parameter in named:
                    _stir(parameter)
                    parameter.grad = None
            leaf, out = _run(model, x)
            flows = isinstance(out, torch.Tensor) and out.requires_grad
            if flows:
                torch.autograd.backward(out, torch.randn_like(out))
            gradients = {name: p.grad for name, p in named}
            if leaf is not None:
                gradients[""] = leaf.grad
            said = {name: _word(gradient) for name, gradient in gradients.items()}
            found[mode] = {"output": flows, **said, **dict.fromkeys(frozen, "frozen")}
    return found


def _run(model: torch.nn.Module, x: torch.Tensor) -> tuple[torch.Tensor | None, Any]:
    """Run a model; return the leaf that stands for its input, if that is real, and its output."""
    given = on_device_of(model, x)
    leaf = given.requires_grad_() if given.is_floating_point() else None
    # A model may work in place, which autograd forbids on a leaf.
    return leaf, model(leaf.clone() if leaf is not None else given)


def _stir(parameter: torch.Tensor) -> None:
    if parameter.is_floating_point():
        fan = max(1, parameter.numel() // max(1, len(parameter))) if parameter.dim() > 1 else 25
        parameter.add_(torch.randn_like(parameter) / math.sqrt(fan))


def _word(gradient: torch.Tensor | None) -> str:
    if gradient is None:
        return "none"
    if not bool(torch.isfinite(gradient).all()):
        return "nan"
    return "some" if bool((gradient != 0).any()) else "zero"


def passes(model: torch.nn.Module, x: torch.Tensor, dout: torch.Tensor) -> list[dict[str, Any]]:
    """Run the model in train mode and then in eval mode, each with a backward pass.

    The eval pass uses the running statistics that the train pass left. The model is restored.

    Returns:
        For each of the two: "out", "dx" (None where no gradient reaches the input), "grads" by
        parameter (None where there is none), and "buffers" afterwards.
    """
    found = []
    with untouched(model), same_noise(), torch.enable_grad():
        for training in (True, False):
            model.train(training)
            named = named_parameters(model)
            for _, parameter in named:
                parameter.grad = None
            leaf, out = _run(model, x)
            if isinstance(out, torch.Tensor) and out.requires_grad and out.shape == dout.shape:
                torch.autograd.backward(out, dout.to(out))
            found.append(
                {
                    "out": copied(out),
                    "dx": None if leaf is None or leaf.grad is None else leaf.grad.clone(),
                    "grads": {n: None if p.grad is None else p.grad.clone() for n, p in named},
                    "buffers": {
                        name: value.detach().clone()
                        for name, value in model.state_dict().items()
                        if name not in dict(named)
                    },
                }
            )
    return found
