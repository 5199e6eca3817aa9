"""Train and eval mode must change what they should, and a student's function must put them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tests.support.failing import failure
from torchgrade import checks

X = torch.randn(32, 4, generator=checks.generator("x")) * 3 + 1


def net() -> nn.Sequential:
    return nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 2))


class Own(nn.Module):
    """Dropout by hand, with a choice of what evaluation does."""

    def __init__(self, evaluate: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.evaluate = evaluate

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.dropout(x, 0.5) if self.training else self.evaluate(x)


def test_dropout_that_is_off_in_eval_mode_passes() -> None:
    for model in (net(), nn.Dropout(0.9), nn.Dropout(0.5, inplace=True), Own(lambda x: x)):
        checks.dropout_off_in_eval(model, X)
    checks.dropout_off_in_eval(nn.Sequential(nn.Dropout(0.5)), X, identity=True)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Own(F.dropout), "dropout still active"),
        (nn.Sequential(nn.Linear(4, 4), Own(F.dropout)), "dropout still active"),
        (Own(lambda x: x * 0.5), "unscaled"),
        (Own(lambda x: x * float("nan")), "NaN"),
        (Own(lambda x: x[0]), "shape"),
    ],
)
def test_dropout_that_works_in_eval_mode_fails(model: nn.Module, words: str) -> None:
    assert words in failure(checks.dropout_off_in_eval, model, X)


def test_a_layer_inside_of_a_model_must_be_the_identity_only_if_asked() -> None:
    model = nn.Sequential(Own(lambda x: x * 0.5))
    checks.dropout_off_in_eval(model, X)
    failure(checks.dropout_off_in_eval, model, X, identity=True)
    checks.dropout_off_in_eval(nn.ReLU(), X, identity=False)


class OwnNorm(nn.Module):
    """Batch norm by hand, with a choice of when it updates and where it stores."""

    def __init__(self, updates: Callable[[bool], bool], buffers: bool = True) -> None:
        super().__init__()
        self.updates = updates
        if buffers:
            self.register_buffer("running_mean", torch.zeros(4))
        else:
            self.running_mean = torch.zeros(4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.updates(self.training):
            self.running_mean = 0.9 * self.running_mean + 0.1 * x.mean(0)
        return x - (x.mean(0) if self.training else self.running_mean)


@pytest.mark.parametrize("buffers", [True, False])
def test_running_statistics_must_move_in_train_mode_only(buffers: bool) -> None:
    right = OwnNorm(lambda training: training, buffers)
    checks.buffers_kept_in_eval(right, X)
    checks.buffers_move_in_train(right, X)
    always, never = OwnNorm(lambda _: True, buffers), OwnNorm(lambda _: False, buffers)
    assert "'running_mean'" in failure(checks.buffers_kept_in_eval, always, X)
    assert "'running_mean'" in failure(checks.buffers_move_in_train, never, X)


def test_library_models_pass_and_one_without_statistics_fails() -> None:
    checks.buffers_kept_in_eval(net(), X)
    checks.buffers_move_in_train(net(), X)
    assert "no running statistics" in failure(checks.buffers_move_in_train, nn.Linear(4, 2), X)


def test_buffers_of_other_names_may_hold_constants() -> None:
    model = net()
    model.register_buffer("mean_of_images", torch.zeros(3))
    checks.buffers_move_in_train(model, X)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize(
    "check",
    [checks.dropout_off_in_eval, checks.buffers_kept_in_eval, checks.buffers_move_in_train],
)
def test_the_model_and_the_generators_are_put_back(check: Any, training: bool) -> None:
    model, rng = net().train(training), torch.get_rng_state()
    model[1].eval()
    state = checks.state(model)
    check(model, X)
    assert (model.training, model[0].training, model[1].training) == (training, training, False)
    assert all(torch.equal(v, state[k]) for k, v in model.state_dict().items())
    assert torch.equal(torch.get_rng_state(), rng)


def evaluate(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    modes = {module: module.training for module in model.modules()}
    model.eval()
    out: torch.Tensor = model(x)
    for module, mode in modes.items():
        module.training = mode
    return out


def forgets(model: nn.Module, x: torch.Tensor) -> None:
    model.eval()
    model(x)


def always_trains(model: nn.Module, x: torch.Tensor) -> None:
    forgets(model, x)
    model.train()


def test_a_function_that_puts_modes_back_passes_and_its_result_comes_back() -> None:
    mixed = net()
    mixed[1].eval()
    for model in (net(), net().eval(), mixed):
        assert checks.mode_restored(evaluate, model, X).shape == (32, 2)


def test_modes_left_changed_fail_and_are_put_back_all_the_same() -> None:
    model = net()
    assert "leaves 5 modules of 5 in eval mode" in failure(checks.mode_restored, forgets, model, X)
    assert model.training
    checks.mode_restored(always_trains, model, X)
    message = failure(checks.mode_restored, always_trains, net().eval(), X, what="evaluate")
    assert message.startswith("evaluate leaves 5 modules of 5 in train mode")
    mixed = net()
    mixed[1].eval()
    assert "1 module of 5" in failure(checks.mode_restored, always_trains, mixed, X)


def switches_off(x: torch.Tensor) -> torch.Tensor:
    torch.set_grad_enabled(False)
    return x + 1


def switches_on(x: torch.Tensor) -> torch.Tensor:
    torch.set_grad_enabled(True)
    return x + 1


@pytest.mark.parametrize("autograd", [True, False])
def test_autograd_must_be_on_or_off_as_it_was(autograd: bool) -> None:
    tidy = torch.no_grad()(lambda x: x + 1)
    assert checks.grad_mode_restored(tidy, X, autograd=autograd).shape == X.shape
    wrong = switches_off if autograd else switches_on
    words = "leaves autograd switched off" if autograd else "switches autograd on"
    assert words in failure(checks.grad_mode_restored, wrong, X, autograd=autograd)
    assert torch.is_grad_enabled()
    checks.grad_mode_restored(switches_on if autograd else switches_off, X, autograd=autograd)
