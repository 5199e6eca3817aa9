"""What dropout kept, as a picture on a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from torchgrade import checks
from torchgrade.student.pictures.choice import picture_of
from torchgrade.student.pictures.picture import Picture

KEPT = torch.tensor([[1.0, 0.0, 1.0, 0.0, 1.0]]).repeat(80, 8)


def drawn(check: Callable[[], object]) -> Picture | None:
    with pytest.raises(AssertionError) as caught:
        check()
    return picture_of(caught.value)


def seen(check: Callable[[], object]) -> Picture:
    picture = drawn(check)
    assert picture is not None
    return picture


def test_one_mask_for_all_samples_shows_as_stripes() -> None:
    picture = seen(lambda: checks.independent_mask(KEPT))
    assert set(picture.lines[1:]) == {"  " + "#.#.#" * 8}
    assert len(picture.lines) == 1 + 24
    assert "1,280 of 3,200 units dropped (40%). A row is a sample." in picture.caption
    assert 'aria-label="What dropout kept. 1,280 of 3,200 units dropped (40%).' in picture.drawing


def test_one_mask_for_all_features_shows_as_stripes_and_so_does_one_of_all_calls() -> None:
    picture = seen(lambda: checks.independent_mask(KEPT.T))
    assert picture.lines[1:6] == tuple("  " + sign * 48 for sign in "#.#.#")
    again = seen(lambda: checks.fresh_mask(lambda: KEPT))
    assert again.lines[1] == "  " + "#.#.#" * 8


def test_units_of_one_axis_fill_rows_and_the_right_share_is_told() -> None:
    picture = seen(lambda: checks.drop_fraction(KEPT.reshape(-1)[:1010], drop=0.9))
    assert "with a probability of 0.9 it is about 909. In rows of 48." in picture.caption
    assert len(picture.lines) == 1 + 22
    assert len(picture.lines[-1].strip()) == 1010 - 21 * 48, "nothing is drawn after the last unit"


def test_units_that_are_wrong_stand_out() -> None:
    x = torch.ones(4)
    picture = seen(
        lambda: checks.kept_units_scaled(x, torch.tensor([2.0, 0.0, 1.0, 0.0]), keep=0.5)
    )
    assert picture.lines[1] == "  #.x."
    assert ("tg-error-4", "kept, and wrong") in picture.legend
    dx = torch.tensor([0.0, 1.0, 1.0, 0.0])
    picture = seen(lambda: checks.same_mask_in_backward(torch.tensor([1.0, 0.0, 1.0, 0.0]), dx))
    assert picture.lines[1] == "  xo#."
    assert "o dropped, and wrong" in picture.lines[0]


@pytest.mark.parametrize("out", [torch.zeros(400), torch.ones(400)])
def test_all_or_nothing_needs_no_picture(out: torch.Tensor) -> None:
    assert drawn(lambda: checks.some_dropped(out)) is None
    assert drawn(lambda: checks.drop_fraction(out, drop=0.5)) is None
