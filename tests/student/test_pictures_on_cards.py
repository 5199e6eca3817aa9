"""Pictures of what checks saw, on the cards of failed public tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from tests.support.looking import faults_of, in_a_browser
from tests.support.notebook_shell import Lab
from torchgrade import checks
from torchgrade.student.card import Card, Trouble
from torchgrade.student.filling import filled
from torchgrade.student.pictures.choice import picture_of

PAGE = (
    '<!doctype html><html lang="en"><head><title>A notebook</title>'
    '<meta name="viewport" content="width=device-width"><style>:root {{ color-scheme: light dark }}'
    " body {{ background: Canvas }}</style></head>"
    "<body><main><h1>A notebook</h1>{}</main></body></html>"
)

ROWS = torch.tensor([[1.0, 0.0, 1.0]]).repeat(40, 10)
NET = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3))
FAILS: tuple[Callable[[], object], ...] = (
    lambda: checks.same_mask_in_backward(ROWS, ROWS.T.reshape(40, 30)),
    lambda: checks.drop_fraction(ROWS.reshape(-1), drop=0.9),
    lambda: checks.layer_order(NET, torch.ones(2, 3), ["Linear", "ReLU", "Linear", "ReLU"] * 3),
    lambda: checks.close(torch.arange(60.0).view(6, 10), torch.zeros(6, 10)),
    lambda: checks.close(ROWS.cumsum(1), ROWS.cumsum(0)),
    lambda: checks.close([1.0, 3.0, 2.0, 5.0, 4.0], [1.0, 2.0, 3.0, 4.0, 5.0], atol=0.5),
)

GIVEN = "import torch\nfrom torchgrade import checks"


def trouble(check: Callable[[], object]) -> Trouble:
    with pytest.raises(AssertionError) as caught:
        check()
    return Trouble("a test", "Advice.", str(caught.value), picture=picture_of(caught.value))


@in_a_browser
def test_axe_core_finds_nothing_in_pictures_and_they_fit_on_a_phone(tmp_path: Path) -> None:
    troubles = tuple(map(trouble, FAILS))
    assert all(one.picture for one in troubles)
    card = Card("q", "Question 2. Twice", "to mend", 0, 6, 2.0, 3.0, troubles, ())
    assert faults_of(PAGE.format(filled("card.html", card=card)), tmp_path) == []


def test_a_card_shows_where_it_is_off_and_no_value(lab: Lab) -> None:
    lab.run(GIVEN)
    lab.run("def double(x):\n    checks.close(torch.tensor([7., 8.]), torch.tensor([7., 5.]))\n")
    assert "where it is off (x), shape (2,):\n    .x" in lab.check()
    page = lab.shown('grader.check("q2_double")', "text/html")
    drawn = page[page.index("<svg") : page.index("</svg>")]
    assert 'd="M1 0h1v1h-1z"' in drawn
    assert "5." not in drawn


@pytest.mark.parametrize(
    ("check", "drawn"),
    [
        ("checks.equal(['a', 'b', 'c'], ['a', 'c', 'b'])", 'class="tg-order" role="img"'),
        ("checks.equal([1, 2, 3, 4, 5], [1, 2, 3, 4, 6])", 'role="img" aria-label="Yours against'),
        ("checks.fresh_mask(lambda: torch.eye(40))", 'role="img" aria-label="What dropout kept.'),
    ],
)
def test_each_kind_of_comparison_has_its_picture_without_a_script(
    lab: Lab, check: str, drawn: str
) -> None:
    lab.run(GIVEN)
    lab.run(f"def double(x):\n    {check}\n")
    page = lab.shown('grader.check("q2_double")', "text/html")
    assert drawn in page
    assert not re.search(r"<script|\bon\w+=|javascript:", page)


def test_a_hidden_test_is_never_drawn(lab: Lab) -> None:
    """A notebook of staff has them; its cards say no more than their words."""
    lab.run(GIVEN)
    wrong = "def double(x):\n    checks.equal(['a', 'b', 'c'], ['a', 'c', 'b'])\n"
    lab.run(wrong)
    assert "yours beside" in lab.check()
    book = lab.path.read_text("utf-8")
    lab.path.write_text(book.replace("hidden=False", "hidden=True"), "utf-8")
    lab.run(f"grader = otter.Notebook({str(lab.path)!r})")
    card = lab.check()
    assert "which is not right" in card
    assert "yours beside" not in card
