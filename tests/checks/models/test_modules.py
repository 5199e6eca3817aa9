"""A model is judged by its parameters, its layers' types, and the order in which they run."""

from __future__ import annotations

from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tests.support.failing import failure
from torchgrade import checks

IMAGES = torch.randn(4, 3, 8, 8, generator=checks.generator("images"))
BLOCK = ["Conv2d", "BatchNorm2d", "ReLU"]


def net() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(256, 10),
    )


class Cbr(nn.Module):
    """A conv-BN-ReLU block whose steps can be replaced."""

    def __init__(self, bn: Any = None, relu: Any = F.relu) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.bn = bn or nn.BatchNorm2d(4)
        self.relu = relu

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.relu(self.bn(self.conv(x)))
        return out


def test_parameters_are_counted_and_the_count_comes_back() -> None:
    assert checks.parameter_count(net(), exactly=2690) == 2690
    assert checks.parameter_count(net(), exactly=(1, 2690), at_most=2690) == 2690


def test_frozen_parameters_count_and_shared_ones_count_once() -> None:
    frozen = nn.Linear(3, 3).requires_grad_(False)
    assert checks.parameter_count(frozen) == 12
    assert checks.parameter_count(nn.Sequential(frozen, frozen)) == 12
    tied = nn.Sequential(nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False))
    tied[1].weight = tied[0].weight
    assert checks.parameter_count(tied) == 9


def test_a_wrong_count_is_told_part_by_part_and_the_right_one_is_not() -> None:
    message = failure(checks.parameter_count, net(), exactly=2682)
    assert "has 2,690 parameters, which is not right" in message
    assert "Counted: 0 112, 1 8, 4 2,570." in message
    assert "2,682" not in message
    assert "2682" not in message


def test_too_many_parameters_fail_against_the_public_limit() -> None:
    message = failure(checks.parameter_count, net(), at_most=2000)
    assert "2,690" in message
    assert "at most 2,000" in message


def test_a_model_that_hides_its_parameters_is_counted_all_the_same() -> None:
    class Hiding(nn.Linear):
        def parameters(self, recurse: bool = True) -> Any:
            return iter(())

        named_parameters = parameters  # type: ignore[assignment]

        def named_modules(self, *args: Any, **kwargs: Any) -> Any:
            return iter(())

    assert checks.parameter_count(Hiding(3, 3)) == 12


@pytest.mark.filterwarnings("ignore:Lazy modules")
def test_what_is_no_finished_model_fails() -> None:
    assert "None" in failure(checks.parameter_count, None)
    assert "must be an nn.Module, but is a function" in failure(checks.allowed_layers, F.relu, [])
    assert "Run it once" in failure(checks.parameter_count, nn.LazyLinear(3))
    assert "no parameters" in failure(checks.parameter_count, nn.ReLU(), exactly=3)


ALLOWED = [nn.Conv2d, nn.BatchNorm2d, nn.ReLU, nn.Flatten, nn.Linear]


def test_allowed_layers_pass_nested_too() -> None:
    checks.allowed_layers(net(), ALLOWED, sequential=True)
    checks.allowed_layers(nn.Sequential(net(), nn.Sequential()), ALLOWED, sequential=True)
    checks.allowed_layers(Cbr(relu=nn.ReLU(inplace=True)), ALLOWED)


class MyReLU(nn.ReLU):
    pass


class Lambda(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x)


@pytest.mark.parametrize("layer", [nn.LeakyReLU(), nn.AdaptiveAvgPool2d(1), MyReLU(), Lambda()])
def test_a_layer_that_is_not_allowed_is_named_with_its_place(layer: nn.Module) -> None:
    message = failure(checks.allowed_layers, nn.Sequential(net(), layer), ALLOWED)
    assert f"not allowed: {type(layer).__name__} at '1'" in message
    assert "Allowed: BatchNorm2d, Conv2d" in message


def test_containers_must_be_sequential_where_asked() -> None:
    class Own(nn.Sequential):
        pass

    checks.allowed_layers(Own(nn.ReLU()), ALLOWED)
    for model in (Own(nn.ReLU()), Cbr(relu=nn.ReLU())):
        assert "nn.Sequential, but is" in failure(
            checks.allowed_layers, model, ALLOWED, sequential=True
        )
    inner = nn.Sequential(Cbr(relu=nn.ReLU()))
    assert "a container at '0'" in failure(checks.allowed_layers, inner, ALLOWED, sequential=True)


def test_a_layer_that_does_something_else_than_its_type_fails() -> None:
    replaced, hooked = net(), net()
    replaced[2].forward = F.gelu  # type: ignore[method-assign]
    hooked[2].register_forward_hook(lambda module, args, out: F.gelu(args[0]))
    assert "a forward of its own" in failure(checks.allowed_layers, replaced, ALLOWED)
    assert "a forward hook" in failure(checks.allowed_layers, hooked, ALLOWED)


RELUS = [
    nn.ReLU(),
    nn.ReLU(inplace=True),
    F.relu,
    torch.relu,
    torch.relu_,
    lambda x: x.relu(),
    lambda x: x.relu_(),
    lambda x: F.relu(x, inplace=True),
    lambda x: x.clamp(min=0),
    lambda x: x.clamp_(0),
    lambda x: torch.clamp_min(x, 0),
    lambda x: x.clip(0.0),
    lambda x: torch.maximum(x, torch.zeros(())),
    lambda x: torch.max(x, torch.zeros_like(x)),
    lambda x: F.threshold(x, 0, 0),
    Lambda(),
    MyReLU(),
]
NORMS = [
    nn.BatchNorm2d(4),
    lambda x: F.batch_norm(x, None, None, training=True),
    lambda x: torch.batch_norm(x, None, None, None, None, True, 0.1, 1e-5, False),
    lambda x: torch.native_batch_norm(x, None, None, None, None, True, 0.1, 1e-5)[0],
]


@pytest.mark.parametrize("relu", RELUS)
def test_every_form_of_relu_counts_once(relu: Any) -> None:
    assert checks.layer_order(Cbr(relu=relu), IMAGES, BLOCK) == BLOCK


@pytest.mark.parametrize("bn", NORMS)
def test_every_form_of_batch_norm_counts_once(bn: Any) -> None:
    checks.layer_order(Cbr(bn=bn), IMAGES, BLOCK)


@pytest.mark.parametrize(
    "model",
    [
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.BatchNorm2d(4)),
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.LeakyReLU()),
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)),
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.ReLU()),
        Cbr(relu=lambda x: x.clamp(min=0, max=6)),
        Cbr(relu=lambda x: x.clamp(min=-1)),
        nn.Identity(),
    ],
)
def test_another_order_fails_and_the_right_one_is_not_told(model: nn.Module) -> None:
    message = failure(checks.layer_order, model, IMAGES, BLOCK)
    assert "It runs" in message
    assert "BatchNorm2d -> ReLU." not in message


def test_the_first_wrong_place_is_pointed_at() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.BatchNorm2d(4))
    message = failure(checks.layer_order, model, IMAGES, BLOCK, what="ConvBNReLU")
    assert message.startswith("ConvBNReLU does not run its layers in the right order.")
    assert "Conv2d -> ReLU -> BatchNorm2d. Look at number 2, ReLU." in message


class Residual(nn.Module):
    def __init__(self, add: Any, shortcut: nn.Module | None = None) -> None:
        super().__init__()
        self.one, self.two = nn.Conv2d(3, 3, 3, padding=1), nn.Conv2d(3, 3, 3, padding=1)
        self.norm_one, self.norm_two = nn.BatchNorm2d(3), nn.BatchNorm2d(3)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = shortcut or nn.Identity()
        self.add = add

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = self.relu(self.norm_one(self.one(x)))
        out = self.norm_two(self.two(out))
        out = self.add(out, self.shortcut(x))
        return F.relu(out)


def add_in_place(out: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    out += x
    return out


ADDS = [
    lambda out, x: out + x,
    lambda out, x: x + out,
    lambda out, x: torch.add(out, x),
    lambda out, x: out.add(x),
    lambda out, x: out.add_(other=x),
    add_in_place,
]


@pytest.mark.parametrize("add", ADDS)
@pytest.mark.parametrize("shortcut", [nn.Identity(), nn.Sequential()])
def test_every_form_of_a_residual_sum_is_add(add: Any, shortcut: nn.Module) -> None:
    expected = [*BLOCK, "Conv2d", "BatchNorm2d", "Add", "ReLU"]
    checks.layer_order(Residual(add, shortcut), IMAGES, expected)
    failure(checks.layer_order, Residual(lambda out, x: out * x), IMAGES, expected)


@pytest.mark.parametrize(
    "pool",
    [
        nn.AdaptiveAvgPool2d(1),
        nn.AvgPool2d(8),
        lambda x: F.adaptive_avg_pool2d(x, (1, 1)),
        lambda x: F.avg_pool2d(x, x.shape[2:]),
        lambda x: x.mean((2, 3)),
        lambda x: x.mean(dim=(-1, -2), keepdim=True),
        lambda x: x.mean(3).mean(2),
        lambda x: x.flatten(2).mean(-1),
    ],
)
@pytest.mark.parametrize(
    "flatten", [nn.Flatten(), lambda x: x.view(len(x), -1), lambda x: x.flatten(1)]
)
def test_every_form_of_global_pooling_and_flattening_passes(pool: Any, flatten: Any) -> None:
    linear = nn.Linear(3, 10)
    checks.layer_order(
        lambda x: linear(flatten(pool(x))),  # type: ignore[arg-type]
        IMAGES,
        ["GlobalAvgPool", "Linear"],
    )


def test_flatten_counts_where_it_is_expected() -> None:
    order = ["Conv2d", "BatchNorm2d", "ReLU", "Flatten", "Linear"]
    checks.layer_order(net(), IMAGES, order)
    model = nn.Sequential(*list(net())[:3], nn.Flatten(2))
    assert "missing at the end" in failure(checks.layer_order, model, IMAGES, [*BLOCK, "Linear"])


def test_bias_and_scalar_sums_are_no_add_and_other_layers_have_their_names() -> None:
    def model(x: torch.Tensor) -> torch.Tensor:
        x = F.max_pool2d(F.dropout(x, 0.5) + 1, 2)
        x = F.linear(x.flatten(1), torch.ones(5, 48)) + torch.ones(5)
        return F.log_softmax(torch.sigmoid(F.silu(x)), 1).softmax(1)

    order = ["Dropout", "MaxPool2d", "Linear", "SiLU", "Sigmoid", "LogSoftmax", "Softmax"]
    checks.layer_order(model, IMAGES, order)  # type: ignore[arg-type]


def test_padding_counts_where_it_is_expected_and_pads_something() -> None:
    def shortcut(x: torch.Tensor, by: int) -> torch.Tensor:
        return F.relu(F.pad(x, (0, 0, 0, 0, by, by)))

    checks.layer_order(lambda x: shortcut(x, 2), IMAGES, ["ReLU"])  # type: ignore[arg-type]
    checks.layer_order(lambda x: shortcut(x, 2), IMAGES, ["Pad", "ReLU"])  # type: ignore[arg-type]
    failure(checks.layer_order, lambda x: shortcut(x, 0), IMAGES, ["Pad", "ReLU"])


def test_the_model_is_put_back_after_it_ran() -> None:
    model, before = net(), torch.get_rng_state()
    state = checks.state(model)
    checks.layer_order(model, IMAGES, [*BLOCK, "Linear"])
    assert model.training
    assert all(torch.equal(v, state[k]) for k, v in model.state_dict().items())
    assert torch.equal(torch.get_rng_state(), before)
    assert not nn.modules.module._global_forward_hooks


def test_no_hook_stays_behind_when_the_model_fails() -> None:
    with pytest.raises(RuntimeError):
        checks.layer_order(net(), torch.zeros(2, 5), BLOCK)
    assert not nn.modules.module._global_forward_hooks
    assert not nn.modules.module._global_forward_pre_hooks
