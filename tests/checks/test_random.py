"""Random inputs are fixed by label and secret, and draw from nothing global."""

from __future__ import annotations

import pytest
import torch

from torchgrade import checks


def draw(label: str) -> list[float]:
    return torch.randn(4, generator=checks.generator(label)).tolist()


def test_the_same_label_gives_the_same_numbers_and_another_one_others() -> None:
    assert draw("q1") == draw("q1")
    assert draw("q1") != draw("q2")


def test_the_secret_of_the_grader_changes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TORCHGRADE_SEED", raising=False)
    public = draw("q1")
    monkeypatch.setenv("TORCHGRADE_SEED", "")
    assert draw("q1") == public
    monkeypatch.setenv("TORCHGRADE_SEED", "secret")
    assert draw("q1") != public


def test_a_label_cannot_imitate_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCHGRADE_SEED", "a")
    first = draw("b")
    monkeypatch.setenv("TORCHGRADE_SEED", "")
    assert draw("ab") != first


def test_global_generators_stay_as_they_are() -> None:
    before = torch.get_rng_state()
    draw("q1")
    assert torch.equal(torch.get_rng_state(), before)
