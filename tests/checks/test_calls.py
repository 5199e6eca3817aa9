"""A call is watched for changes of its arguments and for library functions it must not use."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn
from torch.autograd.profiler import record_function

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError

X = torch.arange(12.0).reshape(3, 4)
IMAGE = torch.arange(96.0).reshape(2, 3, 4, 4)


def relu_in_place(x: torch.Tensor) -> torch.Tensor:
    x[x < 0] = 0
    return x


def test_a_function_that_makes_new_tensors_passes_and_its_result_comes_back() -> None:
    result = checks.unchanged(lambda x, w: x @ w, X, w=X.T)
    assert torch.equal(result, X @ X.T)


def test_each_of_many_calls_has_arguments_of_its_own() -> None:
    def spoil(x: torch.Tensor, *, config: dict[str, int]) -> tuple[float, int]:
        x += 1
        config["calls"] += 1
        return float(x.sum()), config["calls"]

    x, config = torch.zeros(2), {"calls": 0}
    assert checks.many(spoil, x, times=3, config=config) == [(2.0, 1)] * 3
    assert x.tolist() == [0, 0]
    assert config == {"calls": 0}


def test_an_argument_written_to_is_named() -> None:
    message = failure(checks.unchanged, relu_in_place, X - 5, what="relu_forward")
    assert message.startswith("relu_forward changes its arguments in place: 'x'.")


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.mul_(2),
        lambda t: t.resize_(1),
        lambda t: t.t_(),
        lambda t: setattr(t, "data", t.double()),
    ],
)
def test_values_shape_and_dtype_must_stay(change: Any) -> None:
    assert "in place" in failure(checks.unchanged, change, X.clone())


def test_tensors_inside_of_containers_and_arrays_are_watched() -> None:
    def step(state: dict[str, Any], *, pair: list[Any]) -> None:
        state["m"]["v"] += 1
        pair[1][0] = 7

    message = failure(
        checks.unchanged, step, {"m": {"v": X.clone()}}, pair=[X.clone(), np.zeros(2)]
    )
    assert "state['m']['v']" in message
    assert "pair[1]" in message


def test_a_model_must_not_be_frozen_and_may_be_run() -> None:
    net = nn.Sequential(nn.Linear(4, 2))
    checks.unchanged(lambda model: model(X), net)
    message = failure(checks.unchanged, lambda model: model.requires_grad_(False), net)
    assert "changes its arguments: model.0.weight.requires_grad has another content" in message


def set_to(name: str, value: object) -> Any:
    def change(model: nn.Module, *_: object) -> None:
        for part in model.modules():
            if name in vars(part):
                setattr(part, name, value)

    return change


@pytest.mark.parametrize(
    ("layer", "name", "value", "place"),
    [
        (nn.BatchNorm2d(3), "track_running_stats", False, "model.0.track_running_stats"),
        (nn.BatchNorm1d(3), "momentum", 0.5, "model.0.momentum"),
        (nn.Dropout(0.3), "p", 0.0, "model.0.p"),
        (nn.Conv2d(2, 3, 3), "stride", (2, 2), "model.0.stride[0]"),
        (nn.CrossEntropyLoss(), "reduction", "sum", "model.0.reduction"),
        (nn.CrossEntropyLoss(), "training", False, "model.training"),
    ],
)
def test_how_layers_and_losses_are_set_must_stay(
    layer: nn.Module, name: str, value: object, place: str
) -> None:
    message = failure(checks.unchanged, set_to(name, value), nn.Sequential(layer))
    assert f"changes its arguments: {place} has another content" in message


def test_what_a_model_counts_of_itself_is_no_setting() -> None:
    class Counting(nn.Linear):
        calls = 0

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            self.calls += 1
            return super().forward(x)

    checks.unchanged(lambda model: model(X), Counting(4, 2))


def test_a_part_that_a_model_loses_is_named() -> None:
    def shortens(model: nn.Sequential) -> None:
        del model[1]

    message = failure(checks.unchanged, shortens, nn.Sequential(nn.Linear(4, 2), nn.Dropout()))
    assert "model has lost its entry '1.training'" in message


def test_a_dict_may_get_and_replace_entries() -> None:
    def batchnorm(x: torch.Tensor, bn_param: dict[str, Any]) -> torch.Tensor:
        bn_param["running_mean"] = 0.9 * bn_param["running_mean"] + 0.1 * x.mean(0)
        bn_param["running_var"] = x.var(0)
        return x

    checks.unchanged(batchnorm, X.clone(), {"running_mean": torch.zeros(4)}, structure=False)


def test_a_model_that_learns_no_more_is_changed() -> None:
    def freezes(model: torch.nn.Module) -> None:
        model.requires_grad_(False)

    assert "changes its arguments" in failure(checks.unchanged, freezes, torch.nn.Linear(2, 2))
    checks.unchanged(lambda model: model(torch.ones(1, 2)), torch.nn.Linear(2, 2))


def test_what_autograd_keeps_with_an_argument_stays() -> None:
    def asks(x: torch.Tensor) -> None:
        x.requires_grad_()

    def fills(params: dict[str, torch.Tensor]) -> None:
        params["W"].sum().backward()

    def reads(params: dict[str, torch.Tensor]) -> torch.Tensor:
        return torch.autograd.grad(params["W"].sum(), params["W"])[0]

    assert "changes its arguments: x requires a gradient now" in failure(
        checks.unchanged, asks, X.clone()
    )
    leaf = X.clone().requires_grad_()
    message = failure(checks.unchanged, fills, {"W": leaf})
    assert "params['W'] holds another .grad than before" in message
    assert "another .grad" in failure(checks.unchanged, fills, {"W": leaf})
    checks.unchanged(reads, {"W": leaf})
    net = nn.Linear(4, 2)
    checks.unchanged(lambda model: model(X).sum().backward(), net)


def test_nan_in_an_argument_is_no_change() -> None:
    x = torch.tensor([1.0, float("nan")])
    checks.unchanged(lambda x: x + 1, x)
    checks.unchanged(lambda x: x + 1, x.numpy())


class OwnBatchNorm(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return (x - x.mean((0, 2, 3), keepdim=True)) / (
            x.var((0, 2, 3), keepdim=True, unbiased=False) + 1e-5
        ).sqrt()


BATCH_NORMS = [
    lambda x: F.batch_norm(x, None, None, training=True),
    lambda x: torch.batch_norm(x, None, None, None, None, True, 0.1, 1e-5, False),
    lambda x: torch.native_batch_norm(x, None, None, None, None, True, 0.1, 1e-5),
    lambda x: torch.ops.aten.native_batch_norm(x, None, None, None, None, True, 0.1, 1e-5),
    lambda x: nn.BatchNorm2d(3)(x),
    nn.BatchNorm2d(3),
    nn.BatchNorm2d(3).forward,
]
DROPOUTS = [
    nn.Dropout(0.5),
    nn.Dropout2d(0.5),
    nn.AlphaDropout(0.5),
    lambda x: F.dropout(x, 0.5),
    lambda x: F.feature_alpha_dropout(x, 0.5, True),
    lambda x: torch.dropout(x, 0.5, True),
    lambda x: torch.dropout_(x.clone(), 0.5, True),
    lambda x: torch.native_dropout(x, 0.5, True),
]


@pytest.mark.parametrize("call", BATCH_NORMS)
def test_every_alias_of_batch_norm_is_heard(call: Any) -> None:
    message = failure(checks.no_calls, call, IMAGE, forbidden=("batch_norm",), what="my_norm")
    assert message.startswith("my_norm must be written without the library's")


@pytest.mark.parametrize("call", DROPOUTS)
def test_every_alias_of_dropout_is_heard(call: Any) -> None:
    assert "dropout" in failure(checks.no_calls, call, IMAGE, forbidden=["dropout"])


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda x: F.conv2d(x, torch.ones(1, 3, 2, 2)), "conv2d"),
        (lambda x: torch.convolution(x, x, None, [1, 1], [0, 0], [1, 1], False, [0], 1), "conv2d"),
        (lambda x: F.log_softmax(x, 1), "softmax"),
        (lambda x: F.adaptive_max_pool2d(x, 1), "max_pool2d"),
        (lambda x: F.max_pool2d(x, 2, return_indices=True), "max_pool2d"),
        (lambda x: x @ x, "matmul"),
        (lambda x: torch.einsum("ncij,ncjk->ncik", x, x), "matmul"),
        (lambda x: F.linear(x, torch.ones(2, 4)), "matmul"),
        (lambda x: x.std(), "var"),
        (lambda x: torch.var_mean(x), "var"),
        (lambda x: x.clone().requires_grad_().sum().backward(), "autograd"),
        (lambda x: torch.func.grad(lambda t: t.sum())(x), "autograd"),
    ],
)
def test_families_and_other_words_are_heard(call: Any, word: str) -> None:
    failure(checks.no_calls, call, IMAGE, forbidden=word)


def test_code_from_scratch_passes_and_its_result_comes_back() -> None:
    out = checks.no_calls(OwnBatchNorm(), IMAGE, forbidden=("batch_norm", "dropout", "conv2d"))
    assert out.shape == IMAGE.shape


def test_a_function_of_the_students_may_have_a_forbidden_name() -> None:
    def dropout(x: torch.Tensor) -> torch.Tensor:
        return x * (torch.rand(x.shape) < 0.5) / 0.5

    checks.no_calls(dropout, IMAGE, forbidden=("dropout", "alpha_dropout", "native_dropout"))


def test_a_word_that_means_no_function_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="batchnrom"):
        checks.no_calls(OwnBatchNorm(), IMAGE, forbidden=("batchnrom",))


def drop(x: torch.Tensor) -> torch.Tensor:
    return torch.dropout(x, 0.5, True)


def scripted(x: torch.Tensor) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is deprecated
        return torch.jit.script(drop)(x)


def in_a_thread(x: torch.Tensor) -> torch.Tensor:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(F.dropout, x, 0.5).result()


def out_of_hearing(x: torch.Tensor) -> torch.Tensor:
    with torch._C.DisableTorchFunction():
        return F.dropout(x, 0.5)


def thread_in_thread(x: torch.Tensor) -> torch.Tensor:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(in_a_thread, x).result()


def under_a_name(x: torch.Tensor) -> torch.Tensor:
    with torch._C.DisableTorchFunction(), record_function("heard"):
        return F.dropout(x, 0.5)


@pytest.mark.parametrize(
    "call",
    [
        scripted,
        under_a_name,
        in_a_thread,
        out_of_hearing,
        thread_in_thread,
        torch.vmap(lambda x: F.dropout(x, 0.5), randomness="different"),
        lambda x: torch.ops.aten.dropout(x, 0.5, True),
    ],
)
def test_a_call_that_hides_from_python_is_heard_by_the_profiler(call: Any) -> None:
    assert "dropout" in failure(checks.no_calls, call, IMAGE, forbidden=["dropout"])
    other = checks.no_calls(call, IMAGE, forbidden=["batch_norm"])
    assert other.shape == IMAGE.shape


def test_autograd_in_a_thread_is_heard() -> None:
    def gradient(x: torch.Tensor) -> torch.Tensor:
        leaf = x.clone().requires_grad_()
        with ThreadPoolExecutor(1) as pool:
            pool.submit((leaf**2).sum().backward).result()
        assert leaf.grad is not None
        return leaf.grad

    failure(checks.no_calls, gradient, IMAGE, forbidden=["autograd"])


def test_listening_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    checks.no_calls(lambda x: x.relu(), IMAGE, forbidden=["dropout"])
    assert capfd.readouterr() == ("", "")
