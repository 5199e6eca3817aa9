"""Functions of the library are named and sorted into families and layers."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from torchgrade.checks.probes.names import FAMILIES, function_name, is_word, layer_name, matches


def test_all_forms_of_a_function_have_one_name() -> None:
    forms = [torch.relu, torch.relu_, torch.Tensor.relu_, F.relu, torch.ops.aten.relu.default]
    assert {function_name(form) for form in forms} == {"relu"}


def test_reading_an_attribute_has_no_name_and_setting_it_has() -> None:
    assert function_name(torch.Tensor.requires_grad.__get__) == ""
    assert function_name(torch.Tensor.requires_grad.__set__) == "requires_grad"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("batch_norm", "batch_norm"),
        ("native_batch_norm", "batch_norm"),
        ("native_batch_norm_legit", "batch_norm"),
        ("dropout2d", "dropout"),
        ("feature_alpha_dropout", "dropout"),
        ("adaptive_max_pool2d", "max_pool2d"),
        ("max_pool2d_with_indices", "max_pool2d"),
        ("relu6", "relu"),
        ("addmm", "matmul"),
        ("backward", "autograd"),
    ],
)
def test_a_word_covers_names_that_hold_it(name: str, word: str) -> None:
    assert matches(name, word)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("prelu", "relu"),
        ("layer_norm", "batch_norm"),
        ("conv_transpose2d", "conv2d"),
        ("logsumexp", "sum"),
        ("mean", "matmul"),
    ],
)
def test_a_word_does_not_cover_its_neighbours(name: str, word: str) -> None:
    assert not matches(name, word)


def test_words_are_known_or_misspelt() -> None:
    assert all(map(is_word, [*FAMILIES, "batch_norm", "dropout", "softmax", "native_dropout"]))
    assert not any(map(is_word, ["batchnorm", "droput", ""]))


def test_a_call_on_no_tensor_is_no_layer() -> None:
    assert layer_name(torch.relu, (), {}, None) is None
    assert layer_name(torch.relu, (3,), {}, torch.ones(1)) is None
    x = torch.ones(2, 3)
    assert layer_name(torch.relu, (), {"input": x}, x) == "ReLU"
