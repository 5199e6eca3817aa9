"""Where a tensor is off, and by how much, as a picture on a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from torchgrade import checks
from torchgrade.student.pictures.picture import Picture
from torchgrade.student.pictures.places import Places, picture_of_places, places_off


def off(check: Callable[[], object]) -> Places | None:
    with pytest.raises(AssertionError) as caught:
        check()
    return places_off(caught.value)


def drawn(check: Callable[[], object]) -> Picture:
    found = off(check)
    assert found is not None
    return picture_of_places(found)


def test_a_check_of_values_knows_where_they_are_off() -> None:
    right = torch.arange(6.0).view(2, 3)
    wrong = right.clone()
    wrong[:, 2] += 1
    found = off(lambda: checks.close(wrong, right))
    assert found == Places(((0, 0, 4),) * 2, (2, 3), left_out=False)
    assert found.lines == ["..x", "..x"]
    picture = picture_of_places(found)
    assert '<path class="tg-error-4" d="M2 0h1v1h-1zM2 1h1v1h-1z"/>' in picture.drawing
    said = 'aria-label="Where it is off: 2 of 6 squares, in rows 0, 1 and columns 2"'
    assert said in picture.drawing


def test_larger_errors_are_darker() -> None:
    right = torch.zeros(2, 4)
    wrong = torch.tensor([[0.0, 0.1, 0.3, 0.0], [0.6, 0.0, 0.0, -1.0]])
    found = off(lambda: checks.close(wrong, right))
    assert found is not None
    assert found.rows == ((0, 1, 2, 0), (3, 0, 0, 4))
    picture = picture_of_places(found)
    assert picture.lines[1:] == ("  .12.", "  3..4")
    assert [picture.drawing.count(f"tg-error-{level}") for level in (1, 2, 3, 4)] == [1] * 4
    assert ("tg-error-4", "off by up to about 1") in picture.legend


def test_errors_of_all_places_are_drawn_where_they_differ() -> None:
    wrong = torch.tensor([[1.0, 2.0, 4.0], [4.0, 3.0, 2.0]])
    found = off(lambda: checks.close(wrong, torch.zeros(2, 3)))
    assert found is not None
    assert found.rows == ((1, 2, 4), (4, 3, 2))
    assert off(lambda: checks.close(wrong[:1], torch.zeros(1, 3))) is None, "too few to say more"


def test_a_check_of_gradients_by_differences_knows_it_too() -> None:
    x = torch.tensor([1.0, 2.0, 3.0])

    def backward(dout: torch.Tensor, cache: torch.Tensor) -> torch.Tensor:
        return dout * torch.tensor([2.0, 2.0, 9.0], dtype=dout.dtype) * cache

    found = off(lambda: checks.numeric_backward(lambda x: (x * x, x), backward, [x]))
    assert found is not None
    assert found.rows == ((0, 0, 4),)


def test_nan_and_infinity_have_their_places() -> None:
    wrong = torch.tensor([[1.0, float("nan")], [float("inf"), 1.0]])
    assert drawn(lambda: checks.tensor(wrong)).lines[1:] == ("  .x", "  x.")
    x = torch.tensor([[1.0, 0.0], [2.0, 3.0]])
    assert drawn(lambda: checks.differentiable(torch.sqrt, x)).lines[1:] == ("  .x", "  ..")


def test_of_more_axes_all_but_the_last_are_rows_and_much_is_cut() -> None:
    right = torch.zeros(5, 10, 100)
    wrong = right.clone()
    wrong[0, 1, 0] = 1
    found = off(lambda: checks.close(wrong, right))
    assert found is not None
    assert (len(found.rows), found.width, found.left_out) == (24, 48, True)
    assert found.lines[:2] == ["." * 48, "x" + "." * 47]


def test_a_large_matrix_is_shown_whole_the_worst_of_a_few_places_in_one() -> None:
    right = torch.zeros(50, 100)
    wrong = right.clone()
    wrong[49, 99], wrong[0, 1] = 1.0, 0.2
    found = off(lambda: checks.close(wrong, right))
    assert found is not None
    assert (len(found.rows), found.width, found.each) == (17, 34, (3, 3))
    assert (found.rows[16][33], found.rows[0][0], sum(map(sum, found.rows))) == (4, 1, 5)
    assert "each square the worst of 3 x 3 places" in picture_of_places(found).caption


@pytest.mark.parametrize(
    ("actual", "right"),
    [
        (torch.ones(3), torch.zeros(3)),  # everywhere: the words say so
        (torch.tensor(1.0), torch.tensor(0.0)),
        (torch.ones(2), torch.ones(3)),  # another shape
        (torch.eye(60).view(1, 60, 60)[:, 50:] * 1j, torch.zeros(1, 10, 60) * 1j),  # not shown
    ],
)
def test_no_picture_where_it_says_nothing(actual: torch.Tensor, right: torch.Tensor) -> None:
    assert off(lambda: checks.close(actual, right)) is None
