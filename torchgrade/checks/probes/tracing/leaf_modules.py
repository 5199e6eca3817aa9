"""One forward pass of a model: which leaf modules ran, on which inputs, with which outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import torch

from torchgrade.checks.preserve import untouched, walk
from torchgrade.checks.probes.structure import has_children, on_device_of
from torchgrade.checks.probes.tracing.forward_hooks import hooked

__all__ = ["forward", "layers", "state"]

_SETTINGS = (
    "kernel_size",
    "stride",
    "padding",
    "in_channels",
    "out_channels",
    "groups",
    "in_features",
    "out_features",
    "num_features",
)


def layers(model: torch.nn.Module, x: torch.Tensor) -> list[dict[str, Any]]:
    """Run the model once in eval mode and list the leaf modules that ran, in order.

    A leaf has no submodules. A module that is used twice has two entries with one name. Functions
    (F.relu, +) are not modules and have none; `layer_order` sees both. The model is restored
    afterwards. ``layer.forward(x)`` counts as ``layer(x)`` does.

    Returns:
        One dict for each run of a leaf:

        - "name": its path in the model, "type": the name of its class, "bias": whether it has one;
        - "source": index of the entry whose output is this very input (the same object), else None;
        - "input_shape", "output_shape": tuples, or None where there is not a tensor;
        - and, where the module has them, "kernel_size", "stride", "padding", "in_channels",
          "out_channels", "groups", "in_features", "out_features", "num_features".

    Example:
        >>> net = nn.Sequential(nn.Linear(4, 3), nn.ReLU())
        >>> [(layer["name"], layer["type"]) for layer in checks.layers(net, torch.ones(2, 4))]
        [('0', 'Linear'), ('1', 'ReLU')]
    """
    entries: list[dict[str, Any]] = []
    made: list[
        torch.Tensor | None
    ] = []  # outputs, kept alive so that no other takes their identity

    def record(name: str, module: torch.nn.Module, args: Any, kwargs: Any, result: Any) -> None:
        given = first_tensor([*args, *kwargs.values()])
        out = first_tensor(result if isinstance(result, (tuple, list)) else [result])
        source = [i for i, tensor in enumerate(made) if tensor is given and tensor is not None]
        entry = {
            "name": name,
            "type": type(module).__name__,
            "source": source[-1] if source else None,
            "input_shape": None if given is None else tuple(given.shape),
            "output_shape": None if out is None else tuple(out.shape),
            "bias": getattr(module, "bias", None) is not None,
        }
        entry.update({key: getattr(module, key) for key in _SETTINGS if hasattr(module, key)})
        entries.append(entry)
        made.append(out)

    leaves = [(name, module) for name, module in walk(model) if not has_children(module)]
    with untouched(model), torch.no_grad():
        model.eval()
        with hooked(leaves, after=record):
            model(on_device_of(model, x))
    return entries


def state(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Copy the model's state_dict: detached clones of parameters and buffers, in its order.

    Example:
        >>> list(checks.state(nn.Linear(2, 1)))
        ['weight', 'bias']
    """
    return {name: value.detach().clone() for name, value in model.state_dict().items()}


def forward(
    model: torch.nn.Module,
    x: torch.Tensor,
    *,
    state: Mapping[str, torch.Tensor] | None = None,
    train: bool = False,
) -> Any:
    """Return the output for a copy of `x`, with another state if given, and restore the model."""
    with untouched(model), torch.no_grad():
        if state is not None:
            model.load_state_dict(dict(state))
        model.train(train)
        out = model(on_device_of(model, x))
        return out.clone() if type(out) is torch.Tensor else out


def first_tensor(values: Iterable[object]) -> torch.Tensor | None:
    """Return the first tensor among arguments or outputs."""
    return next((value for value in values if isinstance(value, torch.Tensor)), None)
