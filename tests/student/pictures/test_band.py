"""Numbers against the band in which they must lie, and all of them off by one factor."""

from __future__ import annotations

import math
import re

import pytest
import torch

from torchgrade import checks
from torchgrade.checks.messages import fail
from torchgrade.checks.seen import Numbers
from torchgrade.student.pictures.choice import picture_of
from torchgrade.student.pictures.picture import Picture

RIGHT = torch.arange(7.0)
GOT = torch.tensor([0.0, 1.0, math.nan, math.inf, 4.0, 5.0, 6.0])


def drawn(actual: object, right: object, **tolerance: float) -> Picture | None:
    with pytest.raises(AssertionError) as caught:
        checks.close(actual, right, **tolerance)  # type: ignore[arg-type]
    return picture_of(caught.value)


def seen(actual: object, right: object, **tolerance: float) -> Picture:
    picture = drawn(actual, right, **tolerance)
    assert picture is not None
    return picture


def test_the_first_that_is_off_is_marked_and_its_neighbours_stand_in_a_table() -> None:
    picture = seen([8.0, 4.0, 2.5, 2.0, 0.5], [8.0, 4.0, 2.0, 1.0, 0.5])
    assert "2 of 5 values off, the first at index 2." in picture.caption
    assert picture.drawing.count("<polyline") == 3 + 2, "three lines of a grid, and two of numbers"
    assert 'r="7" fill="none"' in picture.drawing
    assert picture.lines[1:] == (
        "  index  yours  expected",
        "      0      8         8",
        "      1      4         4",
        "      2    2.5         2  off",
        "      3      2         1  off",
        "      4    0.5       0.5",
    )


def points(picture: Picture) -> list[float]:
    band = picture.drawing.partition('<polygon points="')[2].partition('"')[0]
    return [float(place.partition(",")[2]) for place in band.split()]


def test_the_band_is_as_wide_as_what_is_allowed() -> None:
    right = [1.0, 2.0, 3.0, 4.0, 5.0]
    heights = points(seen([1.0, 2.0, 3.0, 4.0, 9.0], right, rtol=0.0, atol=1.0))
    widths = [heights[9 - index] - heights[index] for index in range(5)]
    assert min(widths) > 5
    assert max(widths) - min(widths) < 0.3, "an absolute tolerance is as wide everywhere"
    heights = points(seen([1.0, 2.0, 3.0, 4.0, 9.0], right, rtol=0.5, atol=0.0))
    assert heights[5] - heights[4] > 4 * (heights[9] - heights[0])


def test_where_the_lines_would_be_one_their_difference_is_drawn() -> None:
    right = [100.0 * 0.5**step for step in range(12)]
    picture = seen([value + 0.5 for value in right], right, atol=0.1)
    assert ("tg-line", "yours minus expected") in picture.legend
    assert ">0.5</text>" in picture.drawing
    assert ">100</text>" not in picture.drawing


def test_a_list_of_whole_numbers_is_one_too() -> None:
    with pytest.raises(AssertionError) as caught:
        checks.equal([4, 4, 4, 4, 1], [4, 4, 4, 1, 4])
    picture = picture_of(caught.value)
    assert picture is not None
    assert "the first at index 3" in picture.caption


def test_numbers_that_no_float_holds_are_wrong_all_the_same_and_are_not_drawn() -> None:
    with pytest.raises(AssertionError, match="which is not right") as caught:
        checks.equal([10**400, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    assert picture_of(caught.value) is None


def test_a_gap_is_left_for_what_is_no_number() -> None:
    right = [1.0, 2.0, math.nan, 4.0, 5.0, 6.0]
    got = [1.0, 2.0, math.nan, 4.0, 5.0, 9.0]
    assert "tg-band" not in seen(got, right).drawing, "there is no band"
    with pytest.raises(AssertionError) as caught:
        fail("it", "is off.", seen=Numbers(~GOT.isfinite(), GOT, RIGHT, RIGHT))
    picture = picture_of(caught.value)
    assert picture is not None
    assert not re.search(r"\b(nan|inf)\b", picture.drawing)
    assert picture.drawing.count("<polyline") == 3 + 1 + 2, "a grid, a line, and one with a gap"
    assert "nan" in picture.lines[4]


@pytest.mark.parametrize(
    ("actual", "right"),
    [
        ([1.0, 2.0, 3.0, 5.0], [1.0, 2.0, 3.0, 4.0]),  # few: the words say all
        (torch.tensor([[1.0, 2.0, 3.0, 4.0, 5.0]]), torch.zeros(1, 5)),  # two axes: a map
        (torch.arange(300.0), torch.zeros(300)),  # many: a map
    ],
)
def test_no_line_of_few_or_many_numbers_or_of_a_matrix(actual: object, right: object) -> None:
    picture = drawn(actual, right)
    assert picture is None or 'class="tg-places"' in picture.drawing


def test_one_factor_for_all_numbers_is_told() -> None:
    right = torch.tensor([[1.0, -2.0, 0.0], [3.0, 4.0, 5.0]])
    assert seen(right / 6, right).lines[-1] == (
        "Yours is about 0.167 times what is expected, everywhere."
    )
    assert "the opposite sign" in seen(-right, right).caption
    other = right / 6
    other[1, 1] *= 1.1
    assert "everywhere" not in seen(other, right).caption
    assert "everywhere" not in seen(right / 6 + 0.01, right).caption
    other = right / 6
    other[0, 2] = 1.0
    assert "everywhere" not in seen(other, right).caption
    row = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert "about 2 times" in seen([2 * value for value in row], row).caption
