"""Training is judged by its first loss, and by a batch learnt by heart."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError

G = checks.generator("training")
X, Y = torch.randn(12, 6, generator=G), torch.randint(3, (12,), generator=G)
TRAIN = {"steps": 150, "lr": 0.05}


def net(*last: nn.Module) -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(6, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 3), *last)


@pytest.mark.parametrize("loss", [2.2916, 2.3181, torch.tensor(2.3026)])
def test_an_initial_loss_near_ln_c_passes(loss: object) -> None:
    checks.initial_loss(loss, 10)


@pytest.mark.parametrize("loss", [1.8561, 4.6, 23.0, float("nan"), torch.tensor(0.0)])
def test_another_initial_loss_fails_with_the_reason(loss: object) -> None:
    message = failure(checks.initial_loss, loss, 10)
    assert "near ln 10" in message
    assert "same probability" in message


def test_the_tolerance_of_the_initial_loss_is_the_authors_choice() -> None:
    checks.initial_loss(2.6, 10, 0.5)
    assert "None" in failure(checks.initial_loss, None, 10)


def test_a_working_model_learns_a_batch_by_heart_and_is_put_back() -> None:
    model = net().eval()
    state, rng = checks.state(model), torch.get_rng_state()
    losses = checks.overfits(model, X, Y, **TRAIN)
    assert losses[-1] <= 0.1 < losses[0]
    assert losses == checks.overfits(model, X, Y, **TRAIN)
    assert not model.training
    assert all(torch.equal(v, state[k]) for k, v in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())
    assert torch.equal(torch.get_rng_state(), rng)


def test_a_random_model_meets_the_same_noise_whatever_the_global_seed() -> None:
    model = nn.Sequential(nn.Linear(6, 64), nn.Dropout(0.5), nn.Linear(64, 3))
    runs = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        runs.append(checks.overfits(model, X, Y, **TRAIN, to=0.5))
    assert runs[0] == runs[1]


def test_dropout_and_other_right_alternatives_learn_too() -> None:
    model = nn.Sequential(
        nn.Linear(6, 64), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(64, 3)
    )
    checks.overfits(model, X, Y, **TRAIN)


class Detached(nn.Linear):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x).detach()


class Frozen(nn.Linear):
    def __init__(self) -> None:
        super().__init__(6, 3)
        self.requires_grad_(False)


class Constant(nn.Linear):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(torch.zeros_like(x))


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (net(nn.Softmax(1)), "softmax before the loss"),
        (Detached(6, 3), "gradient reach every parameter"),
        (Frozen(), "gradient reach every parameter"),
        (nn.Flatten(), "gradient reach every parameter"),
        (Constant(6, 3), "depend on the input"),
        (nn.Linear(6, 3), "by heart: the loss goes from"),
    ],
)
def test_a_model_that_cannot_learn_fails_with_a_clue(model: nn.Module, words: str) -> None:
    message = failure(checks.overfits, model, X, Y, steps=60, lr=0.05, to=0.02)
    assert words in message
    assert "should fall below 0.02" in message


class Nan(nn.Linear):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x) / 0


def test_outputs_that_are_no_scores_fail() -> None:
    assert "NaN" in failure(checks.overfits, Nan(6, 3), X, Y, **TRAIN)
    assert "shape (12, any)" in failure(checks.overfits, nn.Flatten(0), X, Y, **TRAIN)


def test_a_training_that_runs_away_fails() -> None:
    class Explodes(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return super().forward(x).exp().exp()

    message = failure(checks.overfits, Explodes(6, 3), X, Y, steps=50, lr=10.0)
    assert "has a loss of" in message


def test_no_steps_are_the_authors_mistake() -> None:
    with pytest.raises(AuthorError):
        checks.overfits(net(), X, Y, steps=0, lr=0.1)
