"""Plain values are equal or not, and no student's `__eq__` has a say in it."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np
import pytest
import torch

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (1216, 1216),
        (np.int64(1216), 1216),
        (torch.tensor(1216), 1216),
        (3.0, 3),
        ("a", "a"),
        (True, True),
        (np.bool_(True), True),
        (None, None),
        ([28, 28, 16], (28, 28, 16)),
        (torch.Size([28, 28, 16]), (28, 28, 16)),
        (np.array([28, 28, 16]), (28, 28, 16)),
        ({"a", "c"}, {"c", "a"}),
        (frozenset("ac"), {"a", "c"}),
        ({(1, 2)}, {(1, 2)}),
        ({"lr": 0.1, "k": [1, 2]}, {"k": (1, 2), "lr": 0.1}),
        (collections.OrderedDict(b=1, a=2), {"a": 2, "b": 1}),
        (collections.Counter("abb"), {"a": 1, "b": 2}),
        (collections.defaultdict(int, a=1), {"a": 1}),
        (collections.deque([1, 2]), [1, 2]),
        (float("nan"), float("nan")),
        (torch.float32, torch.float32),
        (torch.device("cpu"), torch.device("cpu")),
    ],
)
def test_equal_values_pass_in_every_form(given: object, expected: object) -> None:
    checks.equal(given, expected)


@pytest.mark.parametrize(
    ("given", "expected", "words"),
    [
        (1200, 1216, "1200, which is not right"),
        (1, True, "must be True or False"),
        (True, 1, "must be a number"),
        ("1216", 1216, "must be a number, but is '1216'"),
        ([28, 16, 28], (28, 28, 16), "[28, 16, 28], which is not right"),
        ([28, 28], (28, 28, 16), "not right"),
        ({"a"}, {"a", "c"}, "{'a'}, which is not right"),
        (["a", "c"], {"a", "c"}, "must be a set"),
        ({True}, {1}, "not right"),
        ({"a": 1}, {"a": True}, "not right"),
        ({"a": 1}, {"b": 1}, "not right"),
        (None, 3, "return"),
        (..., 3, "`...`"),
        (0, None, "must be None"),
        (lambda: 3, 3, "must be a number, but is or holds a function"),
    ],
)
def test_unequal_values_fail_and_the_given_one_is_told(
    given: object, expected: object, words: str
) -> None:
    assert words in failure(checks.equal, given, expected)


def test_the_expected_value_is_never_in_the_message() -> None:
    assert "1216" not in failure(checks.equal, 1200, 1216)
    assert "'c'" not in failure(checks.equal, {"a", "b"}, {"a", "c"})
    assert "momentum" not in failure(checks.equal, "adam", "momentum")


class AlwaysEqual:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class Number(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize("given", [AlwaysEqual(), Number(3), [AlwaysEqual()], {"k": Number(3)}])
def test_an_object_with_a_lying_eq_fails(given: object) -> None:
    for expected in (7, [7], {"k": 7}):
        failure(checks.equal, given, expected)


def test_a_tensor_is_compared_value_by_value_without_tolerance() -> None:
    checks.equal(torch.arange(3), torch.arange(3))
    assert "1 of 3" in failure(checks.equal, torch.tensor([0, 1, 3]), torch.arange(3))
    assert "1 of 2" in failure(checks.equal, torch.tensor([0.0, 1e-30]), torch.zeros(2))


def test_endless_nesting_fails() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert "nested very deeply" in failure(checks.equal, loop, [])


def test_an_expected_object_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="plain values"):
        checks.equal(3, object())
