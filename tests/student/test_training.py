"""A training that is watched: interrupted, gone on with, rehearsed, and never made worse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.support.trained import BATCHES, accuracy, make, state, train
from torchgrade.student import Training, save_best
from torchgrade.student.training import pace
from torchgrade.weights import load_weights, save_weights

EPOCHS = 5
WEIGHTS, CHECKPOINT = "weights/net.safetensors", "checkpoints/net.pt"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def watched(net: nn.Module, epochs: int = EPOCHS, **named: Any) -> Training:
    settings = {"path": WEIGHTS, "dataset": "points", "checkpoint": CHECKPOINT} | named
    return Training(net, epochs, BATCHES, accuracy, **settings)  # type: ignore[arg-type]


def run(net: nn.Module, after_step: Callable[[int, int], None] = lambda e, s: None) -> Training:
    with watched(net) as training:
        train(net, training.epochs_left, training.after_epoch, after_step)
    return training


def interrupt_in(epoch: int, at: int = 3) -> Callable[[int, int], None]:
    def after_step(now: int, step: int) -> None:
        if (now, step) == (epoch, at):
            raise KeyboardInterrupt

    return after_step


def interrupted(net: nn.Module, epoch: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(net, interrupt_in(epoch))


def equal(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_watching_changes_nothing_and_leaves_the_best_epoch(
    capsys: pytest.CaptureFixture[str],
) -> None:
    alone, net = make(), make()
    states: list[dict[str, torch.Tensor]] = []
    torch.manual_seed(5)
    history = train(alone, EPOCHS, lambda history: states.append(state(alone)))
    torch.manual_seed(5)
    training = run(net)
    best = max(history["val_accuracy"])
    epoch = history["val_accuracy"].index(best) + 1
    assert (training.best_accuracy, training.best_epoch) == (best, epoch)
    assert equal(state(net), states[epoch - 1])
    assert load_weights(make(7), WEIGHTS)["val_accuracy"] == str(best)
    assert not Path(CHECKPOINT).exists(), "the next run is a new training"
    said = capsys.readouterr().out
    assert said.count("Trained for 5 epochs") == 1, "where nobody watches, the end is printed once"
    assert f"{WEIGHTS} has these weights." in said


def test_an_interrupt_leaves_the_best_weights_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    net, states = make(), []

    def after_step(epoch: int, step: int) -> None:
        if step == 0:
            states.append(state(net))
        interrupt_in(2)(epoch, step)

    torch.manual_seed(5)
    with pytest.raises(KeyboardInterrupt, match=r"You stopped the training in epoch 3\."):
        run(net, after_step)
    found = load_weights(rival := make(7), WEIGHTS)
    assert equal(state(net), state(rival)), "the network and the file are of the best epoch"
    assert accuracy(net.eval()) == float(found["val_accuracy"])
    said = capsys.readouterr().out
    assert "Stopped in epoch 3 of 5" in said
    assert "Run the cell again to go on" in said


@pytest.mark.parametrize("epoch", [1, 3])
def test_what_was_stopped_goes_on_as_if_nothing_had_happened(epoch: int) -> None:
    torch.manual_seed(5)
    run(through := make())
    Path(WEIGHTS).unlink()
    torch.manual_seed(5)
    interrupted(make(), epoch)
    torch.manual_seed(99)
    net = make(7)
    with watched(net) as training:
        assert training.epochs_left == EPOCHS - epoch
        train(net, training.epochs_left, training.after_epoch)
    assert equal(state(net), state(through))


def test_a_checkpoint_of_other_settings_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    interrupted(make(), 2)
    with watched(make(), notes={"p_drop": 0.3}) as training:
        assert training.epochs_left == EPOCHS
    assert "is of a training with other settings" in capsys.readouterr().out
    interrupted(make(), 2)
    with watched(nn.Linear(20, 4)) as training:
        assert training.epochs_left == EPOCHS
    assert "is of another network" in capsys.readouterr().out
    Path(CHECKPOINT).write_bytes(b"half a file")
    with watched(make()) as training:
        assert training.epochs_left == EPOCHS


HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "changes",
    [
        {"done": -(10**9)},
        {"done": EPOCHS + 1},
        {"done": HOSTILE},
        {"best": None},
        {"best": (HOSTILE, 0.9, 1, False)},
        {"best": (None, HOSTILE, 1, False)},
        {"best": ({"weight": torch.ones(7)}, 0.9, 1, False)},
        {"model": HOSTILE},
        {"model": {"0.weight": 5}},
        {"optimizer": HOSTILE},
        {"random": torch.zeros(3)},
        {"loss": [(1, HOSTILE)]},
        {"validation": [(HOSTILE, 0.5)]},
        {"train_accuracy": [(1, 2, 3)]},
        {"recipe": {"epochs": HOSTILE}},
        {"recipe": {"epochs": torch.ones(2)}},
        {"best": (None, float("nan"), 1, False)},
        {"best": (None, 10**400, 1, False)},
        {"best": (None, 0.9, EPOCHS + 1, False)},
        {"random": torch.zeros_like(torch.get_rng_state())},
        {"random": torch.get_rng_state().to_sparse()},
        {"loss": [(10**400, 0.5)]},
        {"validation": [(float("inf"), 0.5)]},
    ],
)
def test_a_checkpoint_of_somebody_who_means_harm_is_none(changes: dict[str, Any]) -> None:
    interrupted(make(), 2)
    content = torch.load(CHECKPOINT, weights_only=True)
    torch.save(content | changes, CHECKPOINT)
    with watched(make(), epochs=EPOCHS) as training:
        assert training.epochs_left == EPOCHS


def test_nothing_is_taken_of_a_network_that_is_another_in_part() -> None:
    """PyTorch loads what fits before it says that the rest does not."""
    interrupted(make(), 2)
    content = torch.load(CHECKPOINT, weights_only=True)
    *_, last = content["model"]
    content["model"][last] = torch.zeros(7)
    content["best"] = (None, 0.1, 1, False)
    torch.save(content, CHECKPOINT)
    net = make()
    with watched(net):
        assert equal(state(net), state(make()))


OF_ADAM = ("optimizer", "state", 0)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("optimizer",), {"state": 5, "param_groups": 5}),
        (("optimizer", "param_groups"), [5]),
        (("optimizer", "param_groups", 0), {"params": [0, 1]}),
        (("optimizer", "param_groups", 0, "lr"), HOSTILE),
        (("optimizer", "param_groups", 0, "lr"), 1e30),
        (("optimizer", "param_groups", 0, "lr"), float("nan")),
        (("optimizer", "param_groups", 0, "betas"), 5),
        (("optimizer", "param_groups", 0, "maximize"), True),
        (OF_ADAM, 5),
        ((*OF_ADAM, "step"), HOSTILE),
        ((*OF_ADAM, "exp_avg"), HOSTILE),
        ((*OF_ADAM, "exp_avg"), torch.zeros(7)),
        ((*OF_ADAM, "exp_avg"), torch.tensor(float("nan"))),
        ((*OF_ADAM, "exp_avg_sq"), torch.tensor(-1.0)),
    ],
)
def test_an_optimizer_takes_no_state_that_would_stop_or_spoil_it(
    place: tuple[Any, ...], value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    def goes_on(steps: int) -> Training:
        torch.manual_seed(0)
        net = nn.Linear(3, 2)
        training = Training(net, 3, 1, lambda net: 0.5, checkpoint=CHECKPOINT)
        with training:
            adam = torch.optim.Adam(net.parameters())
            for _ in range(steps):
                adam.zero_grad()
                net(torch.ones(4, 3)).sum().backward()
                adam.step()
                training.after_epoch()
            if steps == 1:
                raise KeyboardInterrupt
        assert torch.isfinite(net.weight).all()
        return training

    with pytest.raises(KeyboardInterrupt):
        goes_on(1)
    content = torch.load(CHECKPOINT, weights_only=True)
    part = content
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    torch.save(content, CHECKPOINT)
    capsys.readouterr()
    goes_on(2)
    assert "The optimizer starts anew" in capsys.readouterr().out


def test_a_worse_run_overwrites_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    training = run(make())
    before = Path(WEIGHTS).read_bytes()
    net = make(2)
    with watched(net, epochs=1) as worse:
        train(net, 1, worse.after_epoch, rate=1e-5)
    assert worse.best_accuracy < training.best_accuracy
    assert Path(WEIGHTS).read_bytes() == before
    said = capsys.readouterr().out
    assert f"as good or better ({training.best_accuracy:.4f})" in said


def test_a_file_is_replaced_by_better_weights_alone() -> None:
    net, other = make(), make(2)
    assert save_best(net, WEIGHTS, 0.5, dataset="points", notes={"p_drop": 0.2})
    assert not save_best(other, WEIGHTS, 0.5, dataset="points"), "as good is not better"
    assert not save_best(other, WEIGHTS, float("nan"), dataset="points")
    assert load_weights(net, WEIGHTS)["p_drop"] == "0.2"
    assert save_best(other, WEIGHTS, 0.51, dataset="points")
    assert load_weights(net, WEIGHTS)["val_accuracy"] == "0.51"


def test_weights_of_another_network_are_no_rivals() -> None:
    assert save_best(nn.Linear(3, 3), WEIGHTS, 0.9, dataset="points")
    assert save_best(make(), WEIGHTS, 0.1, dataset="points")
    Path(WEIGHTS).write_bytes(b"no weights")
    assert save_best(make(), WEIGHTS, 0.1, dataset="points")


def test_weights_that_say_nothing_about_themselves_are_measured() -> None:
    save_weights(make(), WEIGHTS, dataset="points")
    assert not save_best(make(2), WEIGHTS, 0.6, dataset="points", measure=lambda net: 0.7)
    assert save_best(make(2), WEIGHTS, 0.6, dataset="points", measure=lambda net: 0.5)


def test_a_rehearsal_saves_nothing_and_tells_how_long_it_will_take(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    net = make()

    def after_step(epoch: int, step: int) -> None:
        now[0] += 2.0  # between this step and the next one

    def report(history: dict[str, list[float]]) -> None:
        now[0] += 58.0  # of validation, besides the two seconds after the last step
        training.after_epoch(history)

    with watched(net, epochs=2, full=(10, 30)) as training:
        train(net, 2, report, after_step)
    # 300 steps of 2 seconds, and 58 seconds in each of 10 epochs
    said = capsys.readouterr().out
    assert "The whole training, 10 epochs of 30 batches, takes about 20 minutes here." in said
    assert "nothing was saved" in said
    assert list(Path().iterdir()) == []


def test_a_loop_that_reports_nothing_is_seen_by_its_loader() -> None:
    net = make()
    loader = [torch.zeros(1)] * BATCHES
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    seen = []
    with watched(net, epochs=3) as training:
        batches = training.batches(loader)
        assert len(batches) == BATCHES
        list(batches)  # only looked at: no epoch
        for _ in range(3):
            for _ in batches:
                optimizer.zero_grad()
                net(torch.randn(8, 20)).square().mean().backward()
                optimizer.step()
            seen.append(training.epochs_left)
    assert seen == [2, 1, 0]
    with watched(net, epochs=1) as training:
        net(torch.randn(8, 20)).square().mean().backward()
    assert training.best_epoch == 1, "nothing told the end of the epoch, so the block's end is it"


def test_a_loop_with_a_checkpoint_of_its_own_knows_the_epoch(
    capsys: pytest.CaptureFixture[str],
) -> None:
    net = make()
    with watched(net, checkpoint=None) as training:
        net(torch.randn(8, 20)).square().mean().backward()
        training.after_epoch(net, {"loss": [3.0, 2.0, 1.0]})
        assert training.epochs_left == 2
    assert training.best_epoch == 3
    with watched(net, checkpoint=None):
        pass  # all was trained before
    said = capsys.readouterr().out
    assert "Nothing was trained" in said
    assert "The loop took no step." in said


def test_numbers_that_are_none_do_not_win() -> None:
    net = make()
    with watched(net) as training:
        training.after_epoch({"val_accuracy": [float("nan")]})
        (net(torch.randn(8, 20)).mean() * float("nan")).backward()
        training.after_epoch({"val_accuracy": [float("nan"), 0.2]})
        training.after_epoch({"val_accuracy": ["none"]})
    assert training.best_epoch in (2, 3)
    assert training.best_accuracy >= 0.2


def test_measuring_leaves_modes_and_random_numbers_alone() -> None:
    net = make()
    net[1].eval()
    modes = [module.training for module in net.modules()]
    seen = []

    def measure(net: nn.Module) -> float:
        seen.append((net.training, torch.is_grad_enabled()))
        return torch.rand(1).item()

    with Training(net, 1, 1, measure) as training:
        torch.manual_seed(3)
        training.after_epoch()
        after = torch.rand(1)
    torch.manual_seed(3)
    assert torch.equal(after, torch.rand(1))
    assert seen == [(False, False)]
    assert [module.training for module in net.modules()] == modes


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_nothing_is_watched_after_the_block(error: type[BaseException]) -> None:
    before = torch.autograd.backward

    def fail() -> None:
        with watched(make()):
            assert torch.autograd.backward is not before
            raise error

    with pytest.raises(error):
        fail()
    assert torch.autograd.backward is before
