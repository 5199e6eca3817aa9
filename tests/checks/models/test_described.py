"""A model that is what its layers say passes, and one that hides something does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.checks import probes

X = torch.randn(7, 1, 8, 8, generator=checks.generator("described"))
ALLOWED = (
    *(nn.Conv2d, nn.BatchNorm2d, nn.ReLU, nn.MaxPool2d, nn.Flatten, nn.Linear, nn.Softmax),
    *(nn.Dropout, nn.Dropout2d),
)


def net(*last: nn.Module, **conv: Any) -> nn.Sequential:
    torch.manual_seed(0)
    features = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, **conv),
        nn.BatchNorm2d(8, eps=0.1, momentum=None),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, 2, ceil_mode=True),
    )
    model = nn.Sequential(
        features, nn.Flatten(), nn.Dropout(0.5), nn.Linear(128, 3, bias=False), *last
    )
    model(torch.randn(30, 1, 8, 8))
    return model


LINEAR = nn.Linear(64, 3)


@pytest.mark.parametrize(
    "model",
    [
        net(),
        net(padding_mode="reflect"),
        net(bias=False),
        net(nn.Softmax(1)),
        net().eval(),
        nn.Sequential(nn.Flatten(), nn.Linear(64, 3)).requires_grad_(False),
        nn.Sequential(nn.BatchNorm2d(1, affine=False), nn.Flatten(2), nn.Flatten(), LINEAR),
    ],
)
def test_a_model_of_layers_is_made_anew_and_does_the_same(model: nn.Sequential) -> None:
    modes = [module.training for module in model.modules()]
    again = checks.as_described(model, ALLOWED, X)
    assert [module.training for module in model.modules()] == modes
    assert again is not model
    theirs, ours = model.state_dict(), again.state_dict()
    assert list(theirs) == list(ours)
    assert all(torch.equal(theirs[name], ours[name]) for name in theirs)
    assert not {v.data_ptr() for v in theirs.values()} & {v.data_ptr() for v in ours.values()}
    torch.testing.assert_close(again(X), model.eval()(X))


def test_a_layer_that_is_used_twice_is_made_twice() -> None:
    layer = nn.Linear(64, 64)
    checks.as_described(nn.Sequential(nn.Flatten(), layer, nn.ReLU(), layer), ALLOWED, X)


HIDDEN = torch.randn(128, 3, generator=checks.generator("hidden"))


class Disguised(nn.Linear):
    """Says that it is a linear layer, and adds what a hidden one gives."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x) + F.relu(x) @ HIDDEN


def own_forward(model: nn.Sequential) -> None:
    model[3].forward = lambda x: x @ HIDDEN


def hook(model: nn.Sequential) -> None:
    model[3].register_forward_hook(lambda module, args, out: out + args[0] @ HIDDEN)


def disguise(model: nn.Sequential) -> None:
    model[3].__class__ = Disguised


def own_call(model: nn.Sequential) -> None:
    class Net(nn.Sequential):
        def __call__(self, x: torch.Tensor) -> torch.Tensor:
            return super().__call__(x) + x.flatten(1)[:, :3]

    model.__class__ = Net


@pytest.mark.parametrize("change", [own_forward, hook, disguise, own_call])
@pytest.mark.parametrize("lie", [False, True], ids=["probe is told", "probe is lied to"])
def test_what_a_model_hides_shows_in_what_it_does(
    change: Callable[[nn.Sequential], None], lie: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the probe of layers, which runs beside the student's code, sees nothing."""
    model = net()
    change(model)
    if lie:
        monkeypatch.setattr(
            "torchgrade.checks.models.described.allowed_layers", lambda *_, **__: None
        )
        honest = probes.description(net())
        monkeypatch.setattr("torchgrade.checks.probes.description", lambda model: honest)
    message = failure(checks.as_described, model, ALLOWED, X, what="build_model()")
    assert ("something else than its layers do" in message) == lie


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"settings": {"in_features": 10**9, "out_features": 10**9}}, "1,000,000,0"),
        ({"settings": {"in_features": 5, "out_features": 3}}, "other weights"),
        ({"settings": {"in_features": "x"}}, "do not fit"),
        ({"settings": {"in_features": 128, "out_features": -3}}, "do not fit"),
        ({"settings": {"in_features": 128, "out_features": 3, "device": "cpu"}}, "other weights"),
        ({"type": "Bilinear"}, "do not fit"),
        ({"type": "ReLU", "settings": {}}, "other weights"),
    ],
)
def test_a_description_that_lies_makes_nothing(
    changes: dict[str, Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Giant layers take no memory, and other types than those of the list are not made."""
    said = probes.description(net())
    said["parts"][3][1].update(changes)
    monkeypatch.setattr("torchgrade.checks.probes.description", lambda model: said)
    assert words in failure(checks.as_described, net(), ALLOWED, X)


def test_a_layer_that_is_not_allowed_is_named() -> None:
    assert "GELU" in failure(checks.as_described, net(nn.GELU()), ALLOWED, X)
    assert "must be an nn.Sequential" in failure(checks.as_described, nn.ReLU(), ALLOWED, X)


def test_a_network_of_too_many_numbers_is_not_made() -> None:
    assert "at most 100" in failure(checks.as_described, net(), ALLOWED, X, at_most=100)


class Hides(nn.Module):
    """Keeps a million numbers, and makes some more on its way."""

    def __init__(self, keep: Callable[[torch.Tensor], Any]) -> None:
        super().__init__()
        self.layer = nn.Linear(64, 10)
        self.register_buffer("mean", torch.zeros(64))
        self.kept = keep(torch.randn(10, 1000, 100))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.layer(x.flatten(1) - self.mean) + torch.ones(len(x), 10)
        kept = self.kept() if callable(self.kept) else self.kept
        for value in kept:
            x = x + value[0, :10] if isinstance(value, torch.Tensor) else x
        return x


@pytest.mark.parametrize(
    "keep",
    [list, lambda t: lambda: t, lambda t: (t[0], t[1], t[0]), lambda t: [t.numpy()]],
    ids=["list", "closure", "twice", "array"],
)
def test_numbers_that_are_no_parameters_count_where_they_are_computed_with(keep: Any) -> None:
    """Each tensor once, and what the pass itself makes not at all. Arrays are torch's no more."""
    model = Hides(keep)
    assert checks.parameter_count(model, at_most=650) == 650
    if isinstance(model.kept, list) and not isinstance(model.kept[0], torch.Tensor):
        checks.parameter_count(model, at_most=650, x=X)
        return
    message = failure(checks.parameter_count, model, at_most=999_999, x=X)
    assert "1,000,000 numbers that are neither" in message
    assert "has 1,000,650" in message
    checks.parameter_count(model, at_most=1_000_650, x=X)


@pytest.mark.parametrize("model", [net(), net().eval(), net(nn.Softmax(1))])
def test_a_model_that_hides_nothing_has_no_more_than_its_parameters(model: nn.Module) -> None:
    assert probes.foreign_operands(model, X) == []
    count = checks.parameter_count(model)
    assert checks.parameter_count(model, at_most=count, x=X) == count
