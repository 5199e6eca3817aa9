"""The structure of a model, read without calling any method that a student may override."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import torch
from torch.nn.parameter import is_lazy

from torchgrade.checks.preserve import walk

__all__ = [
    "Place",
    "is_bare",
    "is_of",
    "named_parameters",
    "on_device_of",
    "parameter_sizes",
    "places",
    "set_training_modes",
    "training_modes",
]


class Place(NamedTuple):
    """One module of a model."""

    path: str  # "" for the model itself
    type: str  # the name of its class
    leaf: bool  # it has no submodules, and is not an nn.Sequential
    sequential: bool  # it is exactly an nn.Sequential
    allowed: bool  # its class is exactly one of those asked for
    altered: str  # what makes it do something other than its class does, if anything


def parameter_sizes(model: torch.nn.Module) -> dict[str, int | None]:
    """Name -> number of values, for every parameter once, frozen or not; None for a lazy one."""
    return {name: None if is_lazy(p) else p.numel() for name, p in named_parameters(model)}


def named_parameters(model: object) -> list[tuple[str, torch.nn.Parameter]]:
    """Return what `nn.Module.named_parameters` gives: shared ones once, by their first name."""
    seen: set[int] = set()
    found = []
    for path, module in walk(model):
        for name, parameter in vars(module)["_parameters"].items():
            if parameter is not None and id(parameter) not in seen:
                seen.add(id(parameter))
                found.append((f"{path}.{name}" if path else name, parameter))
    return found


def places(model: torch.nn.Module, allowed: Collection[type]) -> list[Place]:
    """Describe the model and all its modules, the model first."""
    return [
        Place(
            path=path,
            type=type(module).__name__,
            leaf=type(module) is not torch.nn.Sequential and not has_children(module),
            sequential=type(module) is torch.nn.Sequential,
            allowed=type(module) in allowed,
            altered=_altered(module),
        )
        for path, module in walk(model)
    ]


def is_of(value: object, cls: type) -> bool:
    """Return whether an object's class is one of torch's, or a subclass of it."""
    return issubclass(type(value), cls)


def has_children(module: torch.nn.Module) -> bool:
    """Return whether a module has submodules."""
    return any(child is not None for child in vars(module)["_modules"].values())


def is_bare(model: torch.nn.Module) -> bool:
    """Return whether the model has neither submodules nor parameters, as a dropout layer has."""
    return not has_children(model) and not named_parameters(model)


def on_device_of(model: object, x: torch.Tensor) -> torch.Tensor:
    """Copy `x`, without its graph, to the device of the model's parameters."""
    device = next((p.device for _, p in named_parameters(model)), x.device)
    return x.detach().to(device, copy=True)


def training_modes(model: torch.nn.Module) -> dict[str, bool]:
    """Return, for the path of each module, whether it is in train mode."""
    return {path: bool(module.training) for path, module in walk(model)}


def set_training_modes(model: torch.nn.Module, modes: Mapping[str, bool]) -> None:
    """Restore modes that `training_modes` returned."""
    for path, module in walk(model):
        module.training = modes.get(path, module.training)


def _altered(module: torch.nn.Module) -> str:
    own = vars(module)
    if "forward" in own:
        return "a forward of its own"
    if own["_forward_hooks"] or own["_forward_pre_hooks"]:
        return "a forward hook"
    return ""
