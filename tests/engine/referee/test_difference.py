"""Staff see where what was got differs from what was expected, in a few lines."""

from __future__ import annotations

import pytest
import torch

from torchgrade.checks import close, equal
from torchgrade.engine.referee.cases.difference import difference


def failure(got: object, expected: object) -> AssertionError:
    with pytest.raises(AssertionError) as caught:
        close(got, expected)
    return caught.value


def test_the_places_that_differ_most_are_listed_first_and_mapped() -> None:
    expected = torch.arange(24.0).reshape(4, 6)
    got = expected.clone()
    got[1] += 0.5
    got[3, 5] = 99.0
    text = difference(failure(got, expected))
    table, places = text.split("\n\n")
    lines = table.splitlines()
    assert lines[0] == "Of 4 x 6, 7 differ; the most:"
    assert lines[1].split() == ["place", "expected", "got", "difference"]
    assert lines[2].split() == ["[3,", "5]", "23", "99", "76"]
    assert len(lines) == 2 + 7
    assert places.splitlines()[0] == "Where it is off (1 to 4, by its size), of 4 x 6:"
    assert places.splitlines()[1:] == ["......", "111111", "......", ".....4"]


def test_of_a_large_matrix_a_place_of_the_map_stands_for_a_few() -> None:
    right = torch.zeros(50, 100)
    off = right.clone()
    off[0, 0] = 1.0
    text = difference(failure(off, right))
    assert "Where it is off (x), of 50 x 100, each the worst of 3 x 3:\nx..." in text


def test_a_single_number_and_nan_are_told() -> None:
    assert "differ" in difference(failure(torch.tensor(2.0), 3.0))
    nan = difference(failure(torch.tensor([1.0, torch.nan]), torch.tensor([1.0, 2.0])))
    assert "nan" in nan


def test_large_tensors_take_a_few_lines() -> None:
    text = difference(failure(torch.zeros(300, 400), torch.ones(300, 400)))
    assert len(text) < 1000
    assert "120,000 differ" in text


def test_where_nothing_can_be_compared_nothing_is_said() -> None:
    with pytest.raises(AssertionError) as caught:
        equal("one", "two")
    assert difference(caught.value) == ""
    assert difference(ValueError("no frames")) == ""
