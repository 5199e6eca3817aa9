"""Models, optimizers and parameters that a test passed to a student's code.

Each is sent once and known by a key from then on, so that a model which is passed twice, or with
its optimizer, is one object on the other side too. Changes that the student's code makes to it stay
there: the test's own copy then refuses to run, lest it be taken for the changed one.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.requests import Change, Library, Parameter, Reference, Shared
from torchgrade.engine.proxies import pickling
from torchgrade.engine.proxies.peer import Refused

__all__ = ["SharedObjects", "close_to_tests"]


class SharedObjects:
    """The objects of a test that one of the player's processes has."""

    def __init__(self) -> None:
        self._sent: dict[int, object] = {}  # by key; also keeps the object, and so its key, alive
        self._marks: dict[int, tuple[list[bool], dict[str, int]]] = {}

    def send(self, encoder: wire.Encoder, value: object) -> Reference:
        """Return how to rebuild a library object, or what changed in it since it was sent."""
        key = id(value)
        parameter = type(value) is torch.nn.Parameter
        if not (parameter or isinstance(value, (torch.nn.Module, torch.optim.Optimizer))):
            self._sent[key] = value
            return Library(key, *pickling.take_apart(encoder, value))
        modes, versions = _mark(value)
        if key in self._sent:
            old_modes, old = self._marks[key]
            self._marks[key] = modes, versions
            tensors = _tensors(value)
            changed = [
                Change(name, encoder.tensor(tensors[name]))
                for name, version in versions.items()
                if old.get(name) != version
            ]
            return Shared(key, modes if modes != old_modes else None, changed)
        reference: Reference
        if isinstance(value, torch.nn.Parameter):
            grad = None if value.grad is None else encoder.tensor(value.grad)
            reference = Parameter(key, encoder.tensor(value), value.requires_grad, grad)
        else:
            reference = Library(key, *pickling.take_apart(encoder, value))
        self._sent[key], self._marks[key] = value, (modes, versions)
        return reference

    def models(self, keys: list[int]) -> Iterator[torch.nn.Module]:
        """Yield the models among the objects sent under these keys."""
        for key in keys:
            value = self._sent.get(key)
            if isinstance(value, torch.nn.Module):
                yield value


def _mark(value: object) -> tuple[list[bool], dict[str, int]]:
    modes = [m.training for m in value.modules()] if isinstance(value, torch.nn.Module) else []
    return modes, {name: tensor._version for name, tensor in _tensors(value).items()}


def _tensors(value: object) -> dict[str, torch.Tensor]:
    if isinstance(value, torch.nn.Module):
        return dict(value.state_dict(keep_vars=True))
    return {"": value} if isinstance(value, torch.Tensor) else {}


def close_to_tests(model: torch.nn.Module) -> None:
    """Make a test's model refuse to run, since the student's code changed its copy."""

    def refuse(*_: object) -> None:
        raise Refused(
            "a model that the test handed over was changed in place by the student's code. The "
            "change stays there: look at it in the same call (checks.watch), or afterwards "
            "(checks.state), or ask for it with in_place in lab.toml."
        )

    if not any(
        hook.__qualname__ == refuse.__qualname__ for hook in model._forward_pre_hooks.values()
    ):
        model.register_forward_pre_hook(refuse)
