"""A trained model is judged by its right answers, each of them given to one image alone."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError

G = checks.generator("trained")
Y = torch.randint(3, (60,), generator=G)
SCORES = F.one_hot(Y, 3).float() + 0.1 * torch.rand(60, 3, generator=G)


class Spy(nn.Module):
    """Answers rightly, and notes how it was called."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[bool, bool]] = []
        self.batches: list[torch.Tensor] = []

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.calls.append((self.training, torch.is_grad_enabled()))
        self.batches.append(x.clone())
        return x


class Answers(nn.Module):
    """Answers with a function of its batch."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.answer(x)
        return out


def test_accuracy_comes_back_and_is_measured_in_eval_mode_without_a_graph() -> None:
    spy = Spy()
    assert checks.accuracy(spy, SCORES, Y, at_least=1.0, batch_size=10) == 1.0
    assert set(spy.calls) == {(False, False)}
    assert spy.training


def test_images_come_in_random_order_and_batches_of_various_sizes(monkeypatch: Any) -> None:
    """Every image comes once, elsewhere than it stands, and for another submission otherwise."""

    def batches(seed: str) -> list[torch.Tensor]:
        monkeypatch.setenv("TORCHGRADE_SEED", seed)
        spy = Spy()
        checks.accuracy(spy, SCORES, Y, at_least=1.0, batch_size=10)
        return spy.batches

    first, again, other = batches("a"), batches("a"), batches("b")
    assert all(torch.equal(x, y) for x, y in zip(first, again, strict=True))
    sizes = [len(batch) for batch in first]
    whole = sizes[: list(torch.tensor(sizes).cumsum(0)).index(60) + 1]
    assert all(5 <= size <= 10 for size in whole[:-1])
    assert len(set(whole[:-1])) > 1
    seen = torch.cat(first[: len(whole)])
    assert torch.equal(seen.sort(0)[0], SCORES.sort(0)[0])
    assert (seen == SCORES).all(1).sum() < 10
    assert not torch.equal(seen, torch.cat(other)[:60])


def test_batches_come_in_few_sizes() -> None:
    """Each size that a model meets leaves buffers behind: with fifty sizes hundreds of MB."""
    labels = Y.repeat(50)
    spy = Spy()
    checks.accuracy(spy, SCORES.repeat(50, 1), labels, at_least=1.0, batch_size=40)
    sizes = [len(batch) for batch in spy.batches]
    whole = sizes[: list(torch.tensor(sizes).cumsum(0)).index(len(labels))]
    assert 1 < len(set(whole)) <= 4
    assert min(whole) == 20  # that of the large batch in other company: it gives nothing away


def test_images_are_prepared_batch_by_batch() -> None:
    """Pictures can stay bytes: the model gets what `prepare` makes of those of one batch."""
    stored = (SCORES * 200).to(torch.uint8)
    most = 0

    def prepare(images: torch.Tensor) -> torch.Tensor:
        nonlocal most
        most = max(most, len(images))
        return images.float() / 200

    spy = Spy()
    assert checks.accuracy(spy, stored, Y, at_least=1.0, batch_size=10, prepare=prepare) == 1.0
    assert most == 16  # the small batch in other company
    assert {batch.dtype for batch in spy.batches} == {torch.float32}


def test_a_model_that_knows_the_order_of_the_test_set_gains_nothing() -> None:
    """Labels learnt by the place of an image are wrong where the places are drawn anew."""
    place = 0

    def by_heart(x: torch.Tensor) -> torch.Tensor:
        nonlocal place
        numbers = torch.arange(place, place + len(x)) % 60
        place += len(x)
        return F.one_hot(Y[numbers], 3).float()

    failure(checks.accuracy, Answers(by_heart), SCORES, Y, at_least=0.8)


def test_too_few_right_answers_fail_with_the_share() -> None:
    labels = Y.clone()
    labels[:15] = (labels[:15] + 1) % 3
    assert checks.accuracy(Spy(), SCORES, labels, at_least=0.75) == 0.75
    message = failure(checks.accuracy, Spy(), SCORES, labels, at_least=0.76)
    assert "75.00% of 60 images; at least 76.00%" in message
    assert "batch" not in message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: x * float("nan"), "NaN"),
        (lambda x: x.argmax(1), "any)"),
        (lambda x: x.squeeze(), "shape (1, 3)"),
        (lambda x: F.pad(x, (0, len(x) % 2)), "must have shape"),
        (lambda x: None, "None"),
    ],
)
def test_outputs_that_are_no_scores_are_not_counted(answer: Any, words: str) -> None:
    """NaN, classes in place of scores, nothing; and a squeeze that takes a lone image apart."""
    assert words in failure(checks.accuracy, Answers(answer), SCORES, Y, at_least=0.5)


def net(**norm: Any) -> nn.Sequential:
    """A small convolutional net with running statistics that were moved."""
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3),
        nn.BatchNorm2d(8, **norm),
        nn.ReLU(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(72, 3),
    )
    for _ in range(20):
        model(torch.randn(50, 1, 8, 8))
    return model


X = torch.randn(60, 1, 8, 8, generator=G)


def own_labels(model: nn.Module) -> torch.Tensor:
    """The model's own answers: a right model is right on all of them."""
    with torch.no_grad():
        answers: torch.Tensor = model.eval()(X).argmax(1)
    return answers


class FunctionalNorm(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.batch_norm(x, None, None, training=True)


class OnlyInLargeBatches(nn.Module):
    """Knows the company that a grader's large batches are, and looks at nothing else."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x - x.mean(0) if len(x) > 20 else x


@pytest.mark.parametrize(
    "model",
    [
        net(track_running_stats=False),
        nn.Sequential(FunctionalNorm(), *net()),
        nn.Sequential(*net(), nn.Softmax(0)),
        nn.Sequential(*net(), OnlyInLargeBatches()),
        nn.Sequential(*net(), OnlyInLargeBatches(), Answers(lambda x: 3e38 * x.sign())),
    ],
    ids=["no running statistics", "functional", "softmax over the batch", "large batches", "huge"],
)
@pytest.mark.parametrize("batch_size", [50, 500])
def test_a_model_whose_answers_depend_on_the_batch_is_told_so(
    model: nn.Module, batch_size: int
) -> None:
    """The cause is named, whether the answers are right or not."""
    for at_least in (0.0, 1.0):
        message = failure(
            checks.accuracy, model, X, own_labels(model), at_least=at_least, batch_size=batch_size
        )
        assert "depends on the other images in the batch" in message
        assert "model.eval()" in message


def test_a_model_that_is_random_in_eval_mode_is_told_so() -> None:
    model = Answers(lambda x: x * (torch.rand_like(x) > 0.2))
    message = failure(checks.accuracy, model, SCORES, Y, at_least=0.5)
    assert "something random" in message
    assert "other images" not in message


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
@pytest.mark.parametrize("offset", [0.0, 1e4])
def test_rounding_is_not_taken_for_a_change(dtype: torch.dtype, offset: float) -> None:
    """A right model passes in each precision, also where its scores hardly differ."""
    model = nn.Sequential(*net(), Answers(lambda x: x + offset)).to(dtype)
    noisy = Answers(lambda x: x * (1 + 3 * torch.finfo(dtype).eps * (2 * torch.rand_like(x) - 1)))
    labels = torch.zeros(60, dtype=torch.int64)
    checks.accuracy(nn.Sequential(model, noisy), X.to(dtype), labels, at_least=0.0)


def test_two_images_on_the_edge_of_a_decision_are_let_pass() -> None:
    """A model with a decision inside may be tipped by rounding, rarely; three are too many."""

    def tipped(count: int) -> Answers:
        left = [1.0] * count
        return Answers(lambda x: x + (left.pop() if left and len(x) == 1 else 0.0))

    assert checks.accuracy(tipped(2), SCORES, Y, at_least=0.0, batch_size=30) == 1.0
    message = failure(checks.accuracy, tipped(3), SCORES, Y, at_least=0.0, batch_size=30)
    assert "gives 3 images other scores" in message


def test_scores_may_be_whole_numbers() -> None:
    model = Answers(lambda x: (x > 0.5).long())
    assert checks.accuracy(model, SCORES, Y, at_least=1.0) == 1.0


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_images_are_enough(count: int) -> None:
    assert checks.accuracy(Spy(), SCORES[:count], Y[:count], at_least=1.0) == 1.0


def test_constant_scores_are_judged_by_their_answers() -> None:
    message = failure(
        checks.accuracy, Answers(lambda x: torch.full((len(x), 3), 0.1)), SCORES, Y, at_least=0.9
    )
    assert "is right on" in message


def test_the_authors_mistakes_are_told_apart() -> None:
    with pytest.raises(AuthorError):
        checks.accuracy(Spy(), SCORES, Y[:3], at_least=0.5)
    with pytest.raises(AuthorError):
        checks.accuracy(Spy(), SCORES, Y, at_least=0.5, batch_size=0)


def test_graded_steps_of_an_accuracy_work_the_scores_out_once(monkeypatch: Any) -> None:
    """A network made anew is asked again only for other images, weights, or another submission."""
    model = nn.Sequential(nn.Linear(3, 3))
    made = checks.rebuilt(model, SCORES[:5])
    asked: list[int] = []
    made.register_forward_hook(lambda _, args, __: asked.append(len(args[0])))

    def images_asked_for(network: nn.Module = made, x: torch.Tensor = SCORES, **more: Any) -> int:
        asked.clear()
        checks.accuracy(network, x, Y, at_least=0.0, **more)
        return sum(asked)

    everything = images_asked_for()
    assert everything > len(Y), "those that come again in other company"
    assert images_asked_for() == 0
    assert images_asked_for(x=SCORES + 1) == everything
    assert images_asked_for(prepare=lambda x: 2 * x) == everything
    made.load_state_dict({name: 2 * value for name, value in made.state_dict().items()})
    assert images_asked_for(prepare=lambda x: 2 * x) == everything
    monkeypatch.setenv("TORCHGRADE_SEED", "another")
    assert images_asked_for(prepare=lambda x: 2 * x) == everything
    assert images_asked_for(prepare=lambda x: 2 * x) == 0


def test_a_students_own_object_is_asked_each_time() -> None:
    spy = Spy()
    checks.accuracy(spy, SCORES, Y, at_least=0.0)
    once = len(spy.batches)
    checks.accuracy(spy, SCORES, Y, at_least=0.0)
    assert len(spy.batches) == 2 * once
