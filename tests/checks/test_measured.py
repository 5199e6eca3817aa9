"""How networks did on test images is kept where a grader listens, and told where a test fails."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import torch
from torch import nn

from torchgrade import checks
from torchgrade.checks.measured import SIZE, collected
from torchgrade.datasets import Choice
from torchgrade.errors import ToldError
from torchgrade.weights import load_handed_in

X = torch.randn(600, 5, generator=torch.Generator().manual_seed(1))
Y = torch.randint(3, (600,), generator=torch.Generator().manual_seed(2))


def network(seed: int = 0) -> nn.Sequential:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3))


def margins(model: nn.Module) -> str:
    with collected() as found:
        checks.accuracy(model, X, Y, at_least=0.0)
    [measurement] = found
    return measurement.margins


def test_right_answers_and_margins_are_kept() -> None:
    model = network()
    with collected() as found:
        reached = checks.accuracy(model, X, Y, at_least=0.0)
    [one] = found
    assert (one.right, one.images) == (round(600 * reached), 600)
    assert len(base64.b64decode(one.margins)) == SIZE


def test_units_in_another_order_leave_the_margins_as_they_are() -> None:
    model, moved = network(), network()
    first, _, last = model
    order = torch.randperm(8, generator=torch.Generator().manual_seed(3))
    scale = torch.rand(8, 1, generator=torch.Generator().manual_seed(4)) + 0.5
    with torch.no_grad():
        moved[0].weight.copy_((first.weight * scale)[order])
        moved[0].bias.copy_((first.bias * scale[:, 0])[order])
        moved[2].weight.copy_((last.weight / scale.T)[:, order])
    assert margins(moved) == margins(model) != margins(network(seed=1))


def test_nobody_listens_in_a_notebook() -> None:
    with collected() as found:
        pass
    checks.accuracy(network(), X, Y, at_least=0.0)
    assert not found


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (network(), r"is right on \d\d\.\d\d% of 600 test images; this test asks for 99\.00%"),
        (nn.Sequential(network(), nn.Softmax(0)), "could not be measured"),
    ],
)
def test_a_student_is_told_the_accuracy_or_that_there_is_none(model: nn.Module, said: str) -> None:
    with pytest.raises(ToldError) as caught:
        checks.accuracy(model, X, Y, at_least=0.99)
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(caught.value.told)


def test_weights_that_cannot_be_judged_are_told_from_bad_ones(tmp_path: Path) -> None:
    choice = Choice("digits", "digits", None, False, "")
    with pytest.raises(ToldError) as absent:
        load_handed_in(network(), "lab", choice, tmp_path)
    assert absent.value.told.endswith("was not handed in, so there was nothing to measure.")
    (tmp_path / "lab_digits.safetensors").write_bytes(b"\x80\x04no tensors <script>")
    with pytest.raises(ToldError) as damaged:
        load_handed_in(network(), "lab", choice, tmp_path)
    assert damaged.value.told.startswith("The weights could not be judged")
    assert "script" not in damaged.value.told
