"""Models and random generators are put back, whatever ran in between."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from torch import nn

from torchgrade.checks.preserve import identical, same_noise, untouched, walk


def fails(_: None) -> None:
    raise ZeroDivisionError


def draw() -> list[float]:
    return [torch.rand(()).item(), float(np.random.rand()), random.random()]


def test_noise_is_the_same_each_time_and_generators_are_put_back() -> None:
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    with same_noise():
        first = draw()
    second: list[float] = []
    with pytest.raises(ZeroDivisionError), same_noise():
        fails(second.extend(draw()))
    assert second == first
    after = draw()
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    assert draw() == after
    assert draw() != first


def test_everything_of_a_model_is_put_back_even_after_an_error() -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    model.cache = model[0].weight * 2  # a tensor with a graph cannot be deep-copied
    model.scale = torch.ones(1)
    weight, bias, mean = model[0].weight, model[0].bias, model[1].running_mean
    weight.grad = torch.ones(2, 2)
    kept = {name: value.clone() for name, value in model.state_dict().items()}
    gradient, cache, storage = weight.grad, model.cache, weight.data_ptr()

    def meddle() -> None:
        model.eval()
        model.cache = torch.zeros(1)
        model.scale.mul_(5)
        weight.data.zero_()
        weight.grad = None
        model[0].bias = nn.Parameter(torch.zeros(2))
        model[1].running_mean = torch.ones(2) * 9
        mean.add_(3)
        bias.data = torch.ones(5)

    with pytest.raises(ZeroDivisionError), untouched(model):
        fails(meddle())
    assert all(torch.equal(v, kept[k]) for k, v in model.state_dict().items())
    assert model.training
    assert model[1].training
    assert model.cache is cache
    assert model.scale == 1
    assert model[0].bias is bias
    assert model[1].running_mean is mean
    assert weight.grad is gradient
    assert weight.data_ptr() == storage


@pytest.mark.filterwarnings("ignore:Lazy modules")
def test_a_lazy_model_can_be_run() -> None:
    model = nn.LazyLinear(3)
    with untouched(model):
        model(torch.ones(2, 5))


def test_modules_are_walked_as_torch_walks_them_but_without_asking_the_model() -> None:
    shared = nn.ReLU()
    model = nn.Sequential(nn.Sequential(shared, nn.Linear(2, 2)), shared)
    model.register_module("none", None)
    assert list(walk(model)) == list(model.named_modules())
    assert list(walk(lambda x: x)) == []


def test_identity_of_tensors_counts_nan_as_equal() -> None:
    nan = torch.tensor([1.0, float("nan")])
    assert identical(nan, nan.clone())
    assert not identical(nan, torch.tensor([1.0, 2.0]))
    assert not identical(nan, nan.double())
    assert not identical(nan, nan[:1])
