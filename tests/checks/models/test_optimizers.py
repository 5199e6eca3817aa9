"""An optimizer is judged by what a step does to parameters, and by which it holds."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from torch import nn, optim

from tests.support.failing import failure
from tests.support.tiny import Play
from torchgrade import checks
from torchgrade.errors import AuthorError


def net() -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(16, 2))


DECAYED = ["0.weight", "3.weight"]


def groups(model: nn.Module, decay: float) -> list[dict[str, Any]]:
    flat = [p for p in model.parameters() if p.dim() == 1]
    rest = [p for p in model.parameters() if p.dim() > 1]
    return [{"params": rest, "weight_decay": decay}, {"params": flat, "weight_decay": 0.0}]


OPTIMIZERS: dict[str, Any] = {
    "SGD": lambda g: optim.SGD(g, lr=1e-3),
    "Nesterov": lambda g: optim.SGD(g, lr=0.1, momentum=0.9, nesterov=True),
    "Adam": lambda g: optim.Adam(g, lr=1e-3),
    "AdamW": lambda g: optim.AdamW(g, lr=1e-3),
    "RMSprop": lambda g: optim.RMSprop(g, lr=1e-3, momentum=0.9),
    "Adagrad": lambda g: optim.Adagrad(g, lr=1e-3),
    "tensor rate": lambda g: optim.SGD(g, lr=torch.tensor(1e-3)),
    "rate zero": lambda g: optim.SGD(g, lr=0.0),
}


@pytest.mark.parametrize("decay", [1e-5, 5e-4, 0.1])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_decay_is_found_in_every_optimizer_however_small(name: str, decay: float) -> None:
    model = net()
    optimizer = OPTIMIZERS[name](groups(model, decay))
    checks.decayed(optimizer, model, DECAYED)
    failure(checks.decayed, optimizer, model, ["0.weight"])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_momentum_of_an_optimizer_in_use_is_no_decay(name: str) -> None:
    model = net()
    optimizer = OPTIMIZERS[name](groups(model, 0.0))
    for _ in range(2):
        model(torch.randn(2, 3, 4, 4)).square().sum().backward()
        optimizer.step()
    checks.decayed(optimizer, model, [])


def test_an_optimizer_of_the_students_is_judged_by_its_step_and_not_by_its_groups() -> None:
    class Ignores(optim.SGD):
        def step(self, closure: Any = None) -> None:
            for group in self.param_groups:
                for p in group["params"]:
                    p.data -= group["lr"] * p.grad

    model = net()
    lying = Ignores(groups(model, 0.1), lr=0.1)
    assert "does not decay what it should" in failure(checks.decayed, lying, model, DECAYED)


def test_parameters_wrongly_decayed_and_wrongly_spared_are_named() -> None:
    model = net()
    everything = optim.SGD(model.parameters(), lr=0.1, weight_decay=1e-4)
    message = failure(checks.decayed, everything, model, DECAYED, hint="See He et al.")
    assert "leave alone ('0.bias', '1.weight', '1.bias', '3.bias')" in message
    assert message.endswith("See He et al.")
    inverted = optim.SGD(
        [{**g, "weight_decay": d} for g, d in zip(groups(model, 0), (0, 0.1), strict=True)], lr=0.1
    )
    message = failure(checks.decayed, inverted, model, DECAYED)
    assert "'0.bias'" in message
    assert "does not decay what it should ('0.weight', '3.weight')" in message
    lost = optim.SGD([model[0].weight], lr=0.1, weight_decay=0.1)
    assert "('3.weight')" in failure(checks.decayed, lost, model, DECAYED)


def test_an_optimizer_of_another_model_decays_nothing_of_this_one() -> None:
    other = optim.SGD(groups(net(), 0.1), lr=0.1)
    assert "does not decay" in failure(checks.decayed, other, net(), DECAYED)


def test_optimizer_and_model_stay_as_they_are_also_under_a_schedule() -> None:
    model = net()
    optimizer = optim.SGD(groups(model, 0.1), lr=0.1, momentum=0.9)
    schedule = optim.lr_scheduler.StepLR(optimizer, 1)
    model(torch.randn(2, 3, 4, 4)).sum().backward()
    optimizer.step()
    schedule.step()
    before = copy.deepcopy((model.state_dict(), optimizer.state_dict()))
    gradients = [p.grad.clone() for p in model.parameters() if p.grad is not None]
    checks.decayed(optimizer, model, DECAYED)
    checks.optimizer_covers(optimizer, model)
    after = (model.state_dict(), optimizer.state_dict())
    assert all(
        torch.equal(a, b) for a, b in zip(before[0].values(), after[0].values(), strict=True)
    )
    assert before[1]["param_groups"] == after[1]["param_groups"]
    momenta = [s["momentum_buffer"] for s in after[1]["state"].values()]
    for old, new in zip(before[1]["state"].values(), momenta, strict=True):
        assert torch.equal(old["momentum_buffer"], new)
    assert all(torch.equal(a, b.grad) for a, b in zip(gradients, model.parameters(), strict=True))


def test_frozen_parameters_are_not_decayed() -> None:
    model = net()
    model[0].weight.requires_grad_(False)
    checks.decayed(optim.SGD(groups(model, 0.1), lr=0.1), model, ["3.weight"])


def test_a_name_the_model_does_not_have_is_the_authors_mistake() -> None:
    model = net()
    with pytest.raises(AuthorError, match="conv"):
        checks.decayed(optim.SGD(model.parameters(), lr=0.1), model, ["conv.weight"])


def test_an_optimizer_with_each_parameter_once_passes() -> None:
    model = net()
    checks.optimizer_covers(optim.SGD(model.parameters(), lr=0.1), model)
    checks.optimizer_covers(optim.SGD(groups(model, 0.1), lr=0.1), model)
    model[0].requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    checks.optimizer_covers(optim.SGD(trained, lr=0.1), model)


def test_parameters_left_out_are_counted_and_named() -> None:
    model = net()
    partial = optim.SGD(model[0].parameters(), lr=0.1)
    message = failure(checks.optimizer_covers, partial, model)
    assert "lacks 4 parameters of 6: '1.weight', '1.bias', '3.weight', '3.bias'." in message


def test_parameters_of_another_model_are_told() -> None:
    stale = optim.SGD(net().parameters(), lr=0.1)
    assert "holds 6 tensors of another model" in failure(checks.optimizer_covers, stale, net())


def test_a_parameter_held_twice_is_named() -> None:
    model = net()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    optimizer.param_groups.append({**optimizer.param_groups[0], "params": [model[0].bias]})
    message = failure(checks.optimizer_covers, optimizer, model)
    assert "1 parameter more than once: '0.bias'" in message


def gradients_of(model: nn.Module, steps: int) -> list[dict[str, torch.Tensor]]:
    return [{n: torch.randn(p.shape) for n, p in model.named_parameters()} for _ in range(steps)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_steps_lead_where_the_same_optimizer_leads_a_twin(name: str) -> None:
    model = net()
    twin = copy.deepcopy(model)
    gradients = gradients_of(model, 3)
    after = checks.optimizer_steps(OPTIMIZERS[name](groups(model, 0.1)), model, gradients)
    oracle = OPTIMIZERS[name](groups(twin, 0.1))
    for given, values in zip(gradients, after, strict=True):
        for key, p in twin.named_parameters():
            p.grad = given[key]
        oracle.step()
        for key, p in twin.named_parameters():
            assert torch.equal(values[key], p), key


def test_steps_show_what_no_group_says() -> None:
    class Dampened(optim.SGD):
        def step(self, closure: Any = None) -> None:
            self.param_groups[0]["dampening"] = 0.5
            super().step(closure)
            self.param_groups[0]["dampening"] = 0

    model = net()
    twin = copy.deepcopy(model)
    gradients = gradients_of(model, 2)
    plain = checks.optimizer_steps(
        optim.SGD(twin.parameters(), lr=0.1, momentum=0.9), twin, gradients
    )
    sly = checks.optimizer_steps(
        Dampened(model.parameters(), lr=0.1, momentum=0.9), model, gradients
    )
    assert torch.equal(plain[0]["0.bias"], sly[0]["0.bias"])
    assert not torch.allclose(plain[1]["0.bias"], sly[1]["0.bias"])


def test_a_parameter_that_a_step_does_not_name_has_no_gradient_and_none_is_left() -> None:
    model = net()
    before = copy.deepcopy(model.state_dict())
    optimizer = optim.SGD(model.parameters(), lr=0.1, weight_decay=0.1)
    (after,) = checks.optimizer_steps(optimizer, model, [{"0.bias": torch.ones(4)}])
    moved = [name for name, value in after.items() if not torch.equal(value, before[name])]
    assert moved == ["0.bias"]
    assert all(p.grad is None for p in model.parameters())
    with pytest.raises(AuthorError, match="conv"):
        checks.optimizer_steps(optimizer, model, [{"conv": torch.ones(4)}])


def test_steps_are_made_where_the_optimizer_is(play: Play) -> None:
    student = """
        import torch
        def make(model):
            return torch.optim.SGD(model.parameters(), lr=0.5)
    """
    test = """
        def test_steps(make):
            import torch
            from torchgrade import checks
            model = torch.nn.Linear(2, 1)
            start = model.bias.detach().clone()
            gradients = [{"bias": torch.ones(1)}, {"bias": torch.ones(1)}]
            after = checks.optimizer_steps(make(model), model, gradients)
            checks.close([float(step["bias"] - start) for step in after], [-0.5, -1.0])
    """
    played = play([student], test)
    assert played.passed
    assert not played.failed


def test_what_is_no_optimizer_fails() -> None:
    for check in (
        checks.optimizer_covers,
        lambda o, m: checks.decayed(o, m, []),
        lambda o, m: checks.optimizer_steps(o, m, []),
    ):
        assert "None" in failure(check, None, net())
        assert "must be a torch optimizer" in failure(check, [1], net())
