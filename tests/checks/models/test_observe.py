"""What a model does comes back as plain data, and the model stays as it was."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tests.support.failing import failure
from torchgrade import checks

X = torch.randn(4, 3, 8, 8, generator=checks.generator("x"))


def net() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=2, bias=False), nn.BatchNorm2d(4), nn.ReLU(inplace=True)
    )


def test_layers_are_listed_in_order_with_their_settings_and_sources() -> None:
    conv, norm, relu = checks.layers(net(), X)
    assert conv["name"] == "0"
    assert (conv["type"], conv["bias"], conv["source"]) == ("Conv2d", False, None)
    assert (conv["kernel_size"], conv["stride"], conv["groups"]) == ((3, 3), (2, 2), 1)
    assert (conv["input_shape"], conv["output_shape"]) == ((4, 3, 8, 8), (4, 4, 3, 3))
    assert (norm["type"], norm["source"], norm["num_features"]) == ("BatchNorm2d", 0, 4)
    assert (norm["bias"], relu["source"], relu["bias"]) == (True, 1, False)


def test_a_module_used_twice_has_two_entries_and_a_tensor_its_latest_source() -> None:
    relu = nn.ReLU(inplace=True)
    twice = checks.layers(nn.Sequential(relu, nn.Dropout(), relu), X)
    assert [entry["name"] for entry in twice] == ["0", "1", "0"]
    # dropout in eval mode hands its input on, so the same object has three makers in a row
    assert [entry["source"] for entry in twice] == [None, 0, 1]


def test_layers_of_the_students_own_and_named_arguments_are_listed() -> None:
    class Own(nn.Module):
        def forward(self, x: torch.Tensor) -> dict[str, Any]:
            return {"out": x}

    class Outer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.own = Own()

        def forward(self, x: torch.Tensor) -> dict[str, Any]:
            return self.own(x=x)  # type: ignore[no-any-return]

    [entry] = checks.layers(Outer(), X)
    assert (entry["type"], entry["input_shape"], entry["output_shape"]) == ("Own", X.shape, None)


def test_state_is_a_copy() -> None:
    model = net()
    state = checks.state(model)
    assert list(state) == list(model.state_dict())
    state["0.weight"].zero_()
    assert model[0].weight.abs().sum() > 0


def test_output_follows_state_and_mode_and_leaves_the_model_alone() -> None:
    model, other = net(), net()
    before = checks.state(model)
    assert torch.equal(checks.output(model, X), other.eval()(X)) is False
    assert torch.equal(checks.output(model, X, state=checks.state(other)), other.eval()(X))
    in_train = checks.output(model, X, state=checks.state(other), train=True)
    assert torch.equal(in_train, other.train()(X).detach())
    assert model.training
    assert all(torch.equal(v, before[k]) for k, v in model.state_dict().items())
    assert not in_train.requires_grad


def test_output_that_is_no_tensor_fails() -> None:
    class Pair(nn.Module):
        def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return x, x

    assert "a tuple" in failure(checks.output, Pair(), X)


def test_watch_logs_each_forward_call_and_lets_the_model_change() -> None:
    def fit(model: nn.Module, batches: list[torch.Tensor], *, optimizer: Any) -> str:
        model.train()
        for batch in batches:
            optimizer.zero_grad()
            model(batch).sum().backward()
            optimizer.step()
            batch.zero_()
        model.eval()
        with torch.no_grad():
            model(X)
        model[1].train()
        model(X)
        return "done"

    model = net()
    before = checks.state(model)
    batches = [X[:2].clone(), X[2:3].clone()]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    seen = checks.watch(fit, model, batches, optimizer=optimizer)
    assert seen.result == "done"
    assert seen.forwards == [
        ("train", True, 2),
        ("train", True, 1),
        ("eval", False, 4),
        ("mixed", True, 4),
    ]
    assert torch.equal(seen.inputs[0], X[:2])
    assert torch.equal(seen.inputs[1], X[2:3])
    assert not torch.equal(seen.state["0.weight"], before["0.weight"])
    assert not model._forward_pre_hooks


@pytest.mark.parametrize("move", [nn.Module.cpu, nn.Module.half, lambda m: m.to("cpu")])
def test_watch_notes_that_the_model_or_a_part_of_it_is_moved(move: Any) -> None:
    assert checks.watch(lambda m: move(m), net()).moved
    assert checks.watch(lambda m: move(m[0]), net()).moved
    assert not checks.watch(lambda m: move(copy.deepcopy(m)), net()).moved
    assert not checks.watch(lambda m: m(X.to("cpu")), net()).moved


def test_watch_names_settings_that_are_not_put_back() -> None:
    def measures(model: nn.Module, criterion: nn.Module, batches: list[torch.Tensor]) -> None:
        model.eval()
        batches.clear()
        assert isinstance(criterion, nn.CrossEntropyLoss)
        criterion.reduction = "sum"
        for part in model.modules():
            if isinstance(part, nn.BatchNorm2d):
                part.track_running_stats = False

    seen = checks.watch(measures, net(), nn.CrossEntropyLoss(), [X])
    assert seen.altered == (
        "model.1.track_running_stats has another content",
        "criterion.reduction has another content",
    )

    def trains(model: nn.Module, criterion: nn.Module) -> None:
        criterion(model.train()(X).mean((2, 3)), torch.zeros(4).long()).backward()
        torch.optim.SGD(model.parameters(), lr=0.1).step()

    assert checks.watch(trains, net(), nn.CrossEntropyLoss()).altered == ()


def test_watch_takes_its_hook_away_when_the_function_fails() -> None:
    model = net()
    with pytest.raises(ZeroDivisionError):
        checks.watch(lambda m: 1 / 0, model)
    assert not model._forward_pre_hooks


@pytest.mark.parametrize("layer", [nn.Dropout(0.5), nn.Dropout(0.5, inplace=True), F.dropout])
def test_input_gradient_belongs_to_the_same_run_as_the_output(layer: Any) -> None:
    out, dx = checks.input_gradient(layer, torch.ones(50, 20))
    assert torch.equal(out, dx)
    assert set(out.unique().tolist()) == {0.0, 2.0}
    out, dx = checks.input_gradient(layer, torch.ones(50, 20), torch.full((50, 20), 3.0))
    assert torch.equal(out * 3, dx)
    assert not out.requires_grad
    assert not dx.requires_grad


@pytest.mark.parametrize(
    ("fn", "words"),
    [
        (lambda x: x.detach() * 2, "cut off from its input"),
        (lambda x: torch.ones(3, requires_grad=True) * 2, "cut off from its input"),
        (lambda x: None, "None"),
        (lambda x: x.sqrt() * 0, "gradient of the layer holds NaN"),
    ],
)
def test_an_output_without_a_gradient_fails(fn: Any, words: str) -> None:
    assert words in failure(checks.input_gradient, fn, torch.zeros(3))
