"""What verify is asked for."""

from __future__ import annotations

import pytest

from torchgrade.errors import AuthorError
from torchgrade.verify import VerifyOptions


def test_a_gate_that_is_none_cannot_be_skipped() -> None:
    with pytest.raises(AuthorError, match=r"no gate nois: there are solution, .*noise"):
        VerifyOptions(skip=frozenset({"nois", "lint"}))


def test_quick_leaves_noise_and_budget_out() -> None:
    assert [
        gate for gate in ("mistakes", "noise", "budget") if VerifyOptions(quick=True).wants(gate)
    ] == ["mistakes"]
