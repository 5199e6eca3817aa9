"""Tensors and numbers are judged, and a message gives no expected value away."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.failing import failure
from torchgrade import checks

SHAPES = st.lists(st.integers(0, 4), max_size=4).map(tuple)


class Liar(torch.Tensor):
    """A subclass that claims to be right, whatever it is asked."""

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in (torch.isclose, torch.isfinite, torch.Tensor.eq):
            return torch.ones(3, dtype=torch.bool)
        return super().__torch_function__(func, types, args, kwargs or {})


@given(SHAPES)
@settings(deadline=None, max_examples=30)
def test_a_tensor_passes_with_its_own_shape_and_a_wildcard_anywhere(size: tuple[int, ...]) -> None:
    x = torch.zeros(size)
    assert checks.tensor(x, shape=size, dtype=torch.float32) is x
    checks.shape(x, [None] * len(size))
    checks.close(x, x.clone())


@given(SHAPES, SHAPES)
@settings(deadline=None, max_examples=50)
def test_shapes_that_differ_fail_and_both_are_named(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    if a == b:
        return
    for check in (checks.shape, lambda x, size: checks.close(x, torch.zeros(size))):
        message = failure(check, torch.zeros(a), b)
        assert str(a) in message
        assert str(b) in message


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "return"),
        (..., "`...`"),
        ([1.0, 2.0], "a list"),
        (np.zeros(3), "an ndarray"),
        (1.0, "a float"),
        (torch.tensor([1.0, float("nan"), 2.0]), "NaN or infinity at 1 of 3"),
        (torch.tensor([float("inf")] * 3), "NaN or infinity at 3 of 3"),
    ],
)
def test_what_is_no_finite_tensor_fails_and_is_named(value: object, words: str) -> None:
    assert words in failure(checks.tensor, value)
    assert words in failure(checks.close, value, torch.zeros(3))


def test_the_subject_and_the_hint_are_in_the_message() -> None:
    message = failure(checks.tensor, None, what="the output of conv_forward", hint="See step 2.")
    assert message.startswith("the output of conv_forward is None")
    assert message.endswith("See step 2.")


def test_infinity_may_be_allowed() -> None:
    checks.tensor(torch.tensor([float("inf")]), finite=False)


def test_a_wrong_dtype_fails_and_may_be_waived() -> None:
    wide = torch.zeros(3, dtype=torch.float64)
    assert "torch.float32" in failure(checks.tensor, wide, dtype=torch.float32)
    assert "torch.float64" in failure(checks.close, wide, torch.zeros(3))
    checks.close(wide, torch.zeros(3), check_dtype=False)


def test_values_within_the_tolerance_pass() -> None:
    expected = torch.tensor([1.0, 100.0])
    checks.close(expected * (1 + 5e-6), expected)
    failure(checks.close, expected * (1 + 5e-5), expected)
    checks.close(expected * (1 + 5e-5), expected, rtol=1e-4)


def test_a_wrong_value_is_counted_and_placed_and_the_right_one_is_not_told() -> None:
    expected = torch.tensor([[0.125, 7.3721], [2.0, 3.0]])
    message = failure(checks.close, expected + torch.tensor([[0.0, 0.4], [0.0, 0.1]]), expected)
    assert "2 of 4 values are off, by up to about 0.4" in message
    assert "[0, 1], where you have 7.7721" in message
    assert "7.37" not in message


def test_a_single_wrong_number_is_repeated_and_its_distance_is_not_told() -> None:
    for given_number in (1.3, torch.tensor(1.3), np.float64(1.3), torch.tensor([1.3])):
        message = failure(checks.close, given_number, 0.9171)
        assert "1.3" in message
        assert "0.9" not in message
        assert "about" not in message


def test_nan_fails_although_its_distance_compares_false() -> None:
    assert "NaN" in failure(checks.close, float("nan"), 1.0)
    assert "NaN" in failure(checks.close, torch.full((3,), float("nan")), torch.zeros(3))


def test_infinity_and_nan_that_are_expected_pass_and_only_these() -> None:
    expected = torch.tensor([float("-inf"), float("nan"), 1.0])
    checks.close(expected.clone(), expected)
    assert "by far" in failure(checks.close, torch.tensor([0.0, float("nan"), 1.0]), expected)


@pytest.mark.parametrize("value", [2.0, 2, np.float32(2), np.int64(2), torch.tensor(2.0)])
def test_every_kind_of_number_passes_for_a_number(value: object) -> None:
    checks.close(value, 2.0)
    checks.close(value, torch.tensor(2.0))


@pytest.mark.parametrize("value", [True, "2", [2.0], torch.zeros(2), torch.tensor(2j)])
def test_what_is_no_number_fails_for_a_number(value: object) -> None:
    assert "number" in failure(checks.close, value, 2.0)


@pytest.mark.parametrize(
    "value", [[1, 2.5], (1.0, 2.5), np.array([1, 2.5]), torch.tensor([1, 2.5])]
)
def test_numbers_in_any_row_pass_for_a_list(value: object) -> None:
    checks.close(value, [1.0, 2.5])


def test_a_list_of_another_length_or_with_a_text_in_it_fails() -> None:
    assert "3 numbers" in failure(checks.close, [1, 2, 3], [1.0, 2.0])
    assert "at index 1" in failure(checks.close, [1, "2"], [1.0, 2.0])
    assert "a dict" in failure(checks.close, {}, [1.0])


def test_integers_bools_complex_and_empty_tensors_are_compared() -> None:
    for x in (torch.arange(3), torch.tensor([True, False]), torch.tensor([1j, 2]), torch.zeros(0)):
        checks.close(x, x.clone())
    assert "1 of 2" in failure(
        checks.close, torch.tensor([True, True]), torch.tensor([True, False])
    )
    assert "1 of 2" in failure(checks.close, torch.tensor([1j, 1]), torch.tensor([1j, 2]))


def test_a_subclass_is_judged_by_the_data_it_holds() -> None:
    wrong = torch.tensor([1.0, 2.0, float("nan")]).as_subclass(Liar)
    assert type(checks.tensor(wrong, finite=False)) is torch.Tensor
    assert "NaN" in failure(checks.close, wrong, torch.zeros(3))
    right = torch.zeros(3).as_subclass(Liar)
    checks.close(right, torch.zeros(3))


def test_methods_set_on_a_tensor_take_no_part() -> None:
    wrong = torch.ones(3)
    wrong.detach = lambda: torch.zeros(3)  # type: ignore[method-assign]
    assert "3 of 3" in failure(checks.close, wrong, torch.zeros(3))


def test_an_object_that_claims_to_be_a_tensor_fails() -> None:
    class Claims:
        __class__ = torch.Tensor  # type: ignore[assignment]

    assert "must be a torch tensor" in failure(checks.tensor, Claims())


def test_a_parameter_and_a_graph_pass_and_stay() -> None:
    parameter = torch.nn.Parameter(torch.ones(2))
    assert checks.tensor(parameter) is parameter
    assert checks.tensor(parameter * 2).requires_grad
    checks.close(parameter * 2, torch.full((2,), 2.0))
