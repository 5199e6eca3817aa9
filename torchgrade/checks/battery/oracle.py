"""A model compared with an oracle that has the same weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail
from torchgrade.checks.models.modules import need_module
from torchgrade.checks.probes.trials.learning import passes
from torchgrade.checks.random import generator
from torchgrade.checks.values import close, tensor
from torchgrade.errors import AuthorError

__all__ = ["matches"]


def matches(
    model: torch.nn.Module,
    oracle: torch.nn.Module,
    names: Mapping[str, str] | None,
    x: torch.Tensor,
    *,
    gradients: bool = True,
    rtol: float = 1e-4,
    atol: float = 1e-5,
    what: str = "the model",
    hint: str = "",
) -> None:
    """Check a model against an oracle with the same weights, in train mode and in eval mode.

    The oracle gets the student's own parameters and buffers. Both run in train mode, then in eval
    mode with the running statistics that the first run left. Outputs, running statistics, and the
    gradients of the input and of all parameters must agree. Both models are restored.

    Args:
        model: the student's module.
        oracle: the author's, made of torch.nn or of the test's own classes.
        names: name of a parameter or buffer of the oracle -> name of the student's. None: they are
            matched by the order in which their layers run for `x` in eval mode, or else by the
            order of the state_dict.
        x: a random input (N, ...). Neither model may draw random numbers: use dropout with p=0.
        gradients: whether gradients must agree, too.
        rtol: relative tolerance.
        atol: absolute tolerance.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: the parameters are not those that the oracle needs; or with the first mode
            and quantity that is off.
        AuthorError: `names` does not name each parameter and buffer of the oracle.

    Example:
        >>> x = torch.randn(5, 3, generator=checks.generator("matches"))
        >>> net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
        >>> checks.matches(net, nn.Sequential(nn.Linear(3, 2), nn.ReLU()), None, x)
        >>> checks.matches(net, nn.Sequential(nn.Linear(3, 2), nn.Tanh()), None, x)
        Traceback (most recent call last):
            ...
        AssertionError: the output of the model in training mode is not right: ...
    """
    need_module(model, what)
    state = {str(n): tensor(v, finite=False, what=n) for n, v in probes.state(model).items()}
    if names is None:
        names = _by_run(_run_order(oracle, x), _run_order(model, x), oracle.state_dict(), state)
    pairs = _pairs(oracle, state, names, what, hint)
    with torch.no_grad():
        own = oracle.state_dict(keep_vars=True)
        kept = {name: value.detach().clone() for name, value in own.items()}
        for ours, theirs in pairs.items():
            own[ours].copy_(state[theirs])
    try:
        shape = _output_shape(oracle, x)
        dout = torch.randn(shape, generator=generator("matches"), dtype=x.dtype)
        right, given = passes(oracle, x, dout), probes.passes(model, x, dout)
    finally:
        with torch.no_grad():
            for name, value in kept.items():
                own[name].copy_(value)
    tolerance: Any = {"rtol": rtol, "atol": atol}
    for mode, mine, found in zip(("training", "evaluation"), right, given, strict=True):
        subject = f"the output of {what} in {mode} mode"
        close(found["out"], mine["out"].detach(), what=subject, hint=hint, **tolerance)
        for ours, name in pairs.items():
            if ours in mine["buffers"]:
                subject = f"{name} of {what} after a pass in {mode} mode"
                value = found["buffers"].get(name)
                close(value, mine["buffers"][ours], what=subject, hint=hint, **tolerance)
        if gradients:
            _same_gradients(mine, found, pairs, f"{what} in {mode} mode", hint, tolerance)


def _same_gradients(
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    pairs: Mapping[str, str],
    what: str,
    hint: str,
    tolerance: Any,
) -> None:
    wanted = [("its input", mine["dx"], theirs["dx"])]
    wanted += [
        (name, mine["grads"][ours], theirs["grads"].get(name))
        for ours, name in pairs.items()
        if ours in mine["grads"]
    ]
    for name, right, given in wanted:
        if right is None:
            continue
        if given is None:
            fail(
                what, f"lets no gradient through to {name}. Look for detach() and no_grad().", hint
            )
        subject = f"the gradient of {what} with respect to {name}"
        scale = float(right.abs().max()) if right.numel() else 0.0
        slack: Any = {
            "rtol": tolerance["rtol"],
            "atol": tolerance["atol"] + tolerance["rtol"] * scale,
        }
        close(given, right, what=subject, hint=hint, **slack)


def _output_shape(oracle: torch.nn.Module, x: torch.Tensor) -> torch.Size:
    with torch.no_grad():
        return tensor(probes.forward(oracle, x), what="the output of the oracle").shape


def _run_order(model: torch.nn.Module, x: torch.Tensor) -> list[str]:
    """Name the layers in the order in which they first run."""
    return list(dict.fromkeys(str(entry["name"]) for entry in probes.layers(model, x)))


def _by_run(
    ours: list[str],
    theirs: list[str],
    own: Mapping[str, torch.Tensor],
    state: Mapping[str, torch.Tensor],
) -> dict[str, str] | None:
    """Pair names by the order of layers, and within a layer by name if the names are the same.

    None where that makes no pairs of one shape out of all.
    """
    mine, found = _by_layer(ours, own), _by_layer(theirs, state)
    pairs: dict[str, str] = {}
    for a, b in zip(mine, found, strict=False):
        same = a.keys() == b.keys()
        pairs |= (
            {a[n]: b[n] for n in a} if same else dict(zip(a.values(), b.values(), strict=False))
        )
    complete = len(pairs) == len(own) == len(state)
    fitting = all(own[one].shape == state[other].shape for one, other in pairs.items())
    return pairs if complete and fitting else None


def _by_layer(order: list[str], tensors: Mapping[str, torch.Tensor]) -> list[dict[str, str]]:
    """List the names of each layer's tensors by their last part, for layers that have any."""
    layers: dict[str, dict[str, str]] = {layer: {} for layer in order}
    for name in tensors:
        layer, _, short = name.rpartition(".")
        layers.setdefault(layer, {})[short] = name
    return [names for names in layers.values() if names]


def _pairs(
    oracle: torch.nn.Module,
    state: Mapping[str, torch.Tensor],
    names: Mapping[str, str] | None,
    what: str,
    hint: str,
) -> dict[str, str]:
    """Name of the oracle's -> name of the student's, of one shape."""
    own = dict(oracle.state_dict())
    if names is not None and set(names) != set(own):
        raise AuthorError("matches: names must name each parameter and buffer of the oracle once")
    if names is None and len(own) != len(state):
        fail(
            what,
            f"has {len(state)} parameters and buffers, where another number is needed.",
            hint,
        )
    pairs = dict(zip(own, state, strict=True)) if names is None else dict(names)
    for ours, theirs in pairs.items():
        if theirs not in state:
            fail(what, f"has no parameter or buffer {theirs!r}.", hint)
        if state[theirs].shape != own[ours].shape:
            fail(what, f"has a {theirs!r} of shape {tuple(state[theirs].shape)}, not right.", hint)
    return pairs
