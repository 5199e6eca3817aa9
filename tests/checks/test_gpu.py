"""A test that needs a GPU goes on where there is one, and stops where there is none."""

from __future__ import annotations

import pytest
import torch

from torchgrade import checks
from torchgrade.checks.gpu import NeedsGpuError, calls


def test_it_does_nothing_on_a_machine_with_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    before = calls()
    checks.needs_gpu()
    assert calls() == before + 1


def test_without_one_it_says_that_the_test_is_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain otter shows this message."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    before = calls()
    with pytest.raises(NeedsGpuError, match=r"pending: this test needs a GPU \(CUDA\)"):
        checks.needs_gpu()
    assert calls() == before + 1, "a grader knows that it was called"
