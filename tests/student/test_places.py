"""Where a tensor is off, as a picture on a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from tests.support.notebook_shell import Lab
from torchgrade import checks
from torchgrade.student.places import Places, places_off


def off(check: Callable[[], None]) -> Places | None:
    with pytest.raises(AssertionError) as caught:
        check()
    return places_off(caught.value)


def test_a_check_of_values_knows_where_they_are_off() -> None:
    right = torch.arange(6.0).view(2, 3)
    wrong = right.clone()
    wrong[:, 2] += 1
    found = off(lambda: checks.close(wrong, right))
    assert found == Places(((False, False, True),) * 2, (2, 3), left_out=False)
    assert found.lines == ["..x", "..x"]
    assert found.path == "M2 0h1v1h-1zM2 1h1v1h-1z"


def test_a_check_of_gradients_by_differences_knows_it_too() -> None:
    x = torch.tensor([1.0, 2.0, 3.0])

    def backward(dout: torch.Tensor, cache: torch.Tensor) -> torch.Tensor:
        return dout * torch.tensor([2.0, 2.0, 9.0], dtype=dout.dtype) * cache

    found = off(lambda: checks.numeric_backward(lambda x: (x * x, x), backward, [x]))
    assert found is not None
    assert found.lines == ["..x"]


def test_of_more_axes_all_but_the_last_are_rows_and_much_is_cut() -> None:
    right = torch.zeros(5, 10, 100)
    wrong = right.clone()
    wrong[0, 1, 0] = 1
    found = off(lambda: checks.close(wrong, right))
    assert found is not None
    assert (len(found.rows), found.width, found.left_out) == (24, 48, True)
    assert found.lines[:2] == ["." * 48, "x" + "." * 47]


@pytest.mark.parametrize(
    ("actual", "right"),
    [
        (torch.ones(3), torch.zeros(3)),  # everywhere: the words say so
        (torch.tensor(1.0), torch.tensor(0.0)),
        (torch.ones(2), torch.ones(3)),  # another shape
        (torch.eye(60)[59], torch.zeros(60)),  # beyond what is shown
    ],
)
def test_no_picture_where_it_says_nothing(actual: torch.Tensor, right: torch.Tensor) -> None:
    assert off(lambda: checks.close(actual, right)) is None


def test_a_card_shows_it_and_no_value(lab: Lab) -> None:
    lab.run("import torch\nfrom torchgrade import checks")
    card = (
        "def double(x):\n    checks.close(torch.tensor([7., 8., 9.]), torch.tensor([7., 5., 9.]))\n"
    )
    lab.run(card)
    assert "where it is off (x), shape (3,):\n    .x." in lab.check()
    page = lab.shown('grader.check("q2_double")', "text/html")
    assert '<path d="M1 0h1v1h-1z"/>' in page
    assert "5." not in page[page.index("<svg") : page.index("</svg>")]
