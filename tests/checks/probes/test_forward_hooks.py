"""`layer.forward(x)` is heard as `layer(x)` is, by every check that watches layers run."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
import torch
from torch import nn

from tests.support.both_ways import both_ways
from tests.support.tiny import Play
from torchgrade.checks import watch
from torchgrade.checks.probes.tracing.forward_hooks import hooked

X = torch.ones(2, 4)


class Twice(nn.Linear):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(super().forward(x))


def names_heard(module: nn.Module, run: Any) -> list[str]:
    names: list[str] = []
    with hooked([("it", module)], after=lambda name, *_: names.append(name)):
        run(module)
    return names


@pytest.mark.parametrize(
    "run",
    [
        lambda m: m(X),
        lambda m: m.forward(X),
        lambda m: m.__call__(X),
        lambda m: type(m).forward(m, X),
        lambda m: copy.deepcopy(m)(X),
        lambda m: copy.copy(m).forward(X),
        lambda m: nn.Sequential(m)(X),
        lambda m: pickle.loads(pickle.dumps(m)).forward(X),
    ],
)
def test_a_pass_is_seen_once_whoever_asks_for_it(run: Any) -> None:
    for module in (nn.Linear(4, 4), Twice(4, 4)):
        before = dict(vars(module))
        assert names_heard(module, run) == ["it"]
        assert vars(module) == before
    assert "forward" in vars(nn.Linear)
    assert vars(nn.Linear)["forward"].__name__ == "forward"
    assert not hasattr(vars(nn.Linear)["forward"], "__wrapped__")


def test_other_modules_of_its_class_are_not_heard() -> None:
    assert names_heard(nn.Linear(4, 4), lambda _: nn.Linear(4, 4)(X)) == []


def test_a_forward_of_the_object_itself_is_seen_and_copied_with_it() -> None:
    module = nn.Linear(4, 4)
    own = module.forward
    module.forward = lambda x: own(x) + 1  # type: ignore[method-assign]
    kept = module.forward
    right = module(X)
    assert names_heard(module, lambda m: m.forward(X)) == ["it"]
    assert names_heard(module, lambda m: copy.deepcopy(m)(X)) == ["it"]
    assert module.forward is kept
    assert torch.equal(module(X), right)


def test_who_listens_within_another_disturbs_nobody() -> None:
    module, outer = nn.Linear(4, 4), list[str]()

    def run(module: nn.Module) -> None:
        assert names_heard(module, lambda m: m.forward(X)) == ["it"]
        module(X)

    with hooked([("outer", module)], before=lambda name, *_: outer.append(name)):
        run(module)
    assert outer == ["outer", "outer"]


def test_a_copy_computes_with_its_own_weights() -> None:
    def doubled(model: nn.Linear) -> torch.Tensor:
        other = copy.deepcopy(model)
        with torch.no_grad():
            other.weight.mul_(2)
            other.bias.mul_(2)
        result: torch.Tensor = other.forward(X)
        return result

    model = nn.Linear(4, 4)
    seen = watch(doubled, model)
    assert torch.allclose(seen.result, 2 * model(X))
    assert len(seen.forwards) == 1


def test_a_pass_that_fails_is_told_of_if_it_is_asked_for() -> None:
    told: list[Any] = []
    module = nn.Linear(4, 4)
    for always in (False, True):
        with (
            pytest.raises(RuntimeError),
            hooked([("", module)], after=lambda *a: told.append(a[-1]), always=always),
        ):
            module.forward(torch.ones(3))
    assert told == [None]


MODELS = """
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(3, 3, 3, padding=1), nn.BatchNorm2d(3)
        self.relu, self.pool = nn.ReLU(), nn.AdaptiveAvgPool2d(1)
    def forward(self, x):
        y = self.relu.forward(self.norm.forward(self.conv.forward(x)))
        return self.pool.forward(x + y)

block = nn.Sequential(Block(), nn.Flatten(), nn.Linear(3, 2))
class Direct(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = block
    def forward(self, x):
        for part in self.parts:
            x = part.forward(x)
        return x
direct = Direct()

def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        right = (model.forward(x).argmax(1) == y).float().mean().item()
    model.train()
    return right

def fit(model, x, y):
    model.train()
    for rows in x.split(2):
        model.forward(rows).sum().backward()
    accuracy(model, x, y)
"""


def test_every_check_hears_it(play: Play) -> None:
    order = ["Conv2d", "BatchNorm2d", "ReLU", "Add", "GlobalAvgPool", "Linear"]
    leaves = ["Conv2d", "BatchNorm2d", "ReLU", "AdaptiveAvgPool2d", "Flatten", "Linear"]
    both_ways(
        play,
        MODELS,
        [
            f"checks.layer_order(direct, X, {order})",
            f"assert [e['type'] for e in checks.layers(direct, X)] == {leaves}",
            "assert [e['source'] for e in checks.layers(direct, X)][1:3] == [0, 1]",
            "assert checks.watch(fit, net(), X, Y).forwards == FORWARDS",
            "assert checks.watch(fit, direct, X, Y).forwards == FORWARDS",
            "assert len(checks.watch(accuracy, net(), X, Y).inputs) == 1",
            "checks.mode_restored(accuracy, net().train(), X, Y)",
        ],
        {f"checks.layer_order(direct, X, {order[:2]})": "It runs Conv2d -> BatchNorm2d -> ReLU"},
        """
X, Y = torch.randn(3, 3, 4, 4), torch.tensor([0, 1, 0])
FORWARDS = [("train", True, 2), ("train", True, 1), ("eval", False, 3)]
def net():
    return nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(48, 2))
""",
    )
