"""Random numbers are drawn freely, and not put right after the draw."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError


def drawn(shape: tuple[int, int] = (12, 8), count: int = 4) -> list[torch.Tensor]:
    draw = torch.Generator().manual_seed(3)
    return [torch.randn(shape, generator=draw) for _ in range(count)]


@pytest.mark.parametrize("make", [torch.abs, lambda w: w, lambda w: 1e-3 * w, torch.erf])
def test_free_numbers_pass(make: Callable[[torch.Tensor], torch.Tensor]) -> None:
    checks.independent_draws([make(w) for w in drawn()])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda w: w - w.mean(), "their mean is the same"),
        (lambda w: w / w.std(), "their standard deviation is the same"),
        (lambda w: torch.cat([w, -w]), "their mean is the same"),
        (lambda w: w - w.mean(1, keepdim=True), "mean"),
        (lambda w: w / w.norm(dim=1, keepdim=True), "root mean square"),
        (lambda w: w / w.norm(dim=0), "root mean square"),
        (lambda w: torch.linalg.qr(w)[0], "root mean square"),
        (torch.sign, "root mean square"),
    ],
)
def test_numbers_put_right_after_the_draw_are_seen(
    make: Callable[[torch.Tensor], torch.Tensor], words: str
) -> None:
    message = failure(checks.independent_draws, [make(w) for w in drawn()], what="the weights")
    assert message.startswith("the weights are not independent: ")
    assert words in message


def test_too_few_draws_can_not_tell() -> None:
    for draws in (drawn(count=3), drawn((12, 3)), [torch.ones(5)] * 4):
        with pytest.raises(AuthorError):
            checks.independent_draws(draws)
