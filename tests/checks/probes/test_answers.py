"""Probes answer in plain data, so that a check may sit in another process than the model."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn, optim

from torchgrade.checks import probes

X = torch.randn(4, 3, 6, 6)


def is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(is_plain(k) and is_plain(v) for k, v in value.items())
    return value is None or type(value) in (bool, int, float, str, torch.Tensor, torch.Size)


def test_every_probe_answers_in_plain_data() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(64, 3))
    optimizer = optim.SGD(model.parameters(), lr=0.1, weight_decay=0.1)
    answers: list[Any] = [
        probes.decayed_parameters(optimizer, model),
        probes.eval_outputs(model, X, times=2),
        probes.executed_layers(model, X),
        probes.forward(model, X),
        probes.group_members(lambda m: [list(m.parameters())], model),
        probes.is_bare(model),
        probes.layers(model, X),
        probes.library_calls(model, X)[1],
        probes.moved_buffers(model, X, training=True),
        probes.optimizer_contents(optimizer, model),
        probes.optimizer_steps(optimizer, model, [{"0.bias": torch.ones(4)}]),
        probes.overfit(model, X, torch.arange(4) % 3, steps=2, lr=0.1, to=0.0),
        probes.parameter_labels(model),
        probes.parameter_sizes(model),
        probes.places(model, [nn.Conv2d]),
        probes.state(model),
        probes.modes_around(lambda m: None, model),
        probes.grad_mode_after(True, model, X)[1],
        probes.written_to(lambda x: None, X),
        probes.watch(lambda m: None, model),
    ]
    for answer in answers:
        assert is_plain(answer), answer


def test_calls_are_heard_in_order_and_not_inside_of_library_functions() -> None:
    result, names = probes.library_calls(lambda x, p: nn.functional.dropout(x.relu(), p), X, p=0.5)
    assert result.shape == X.shape
    assert names == ["relu", "dropout"]


def test_a_library_module_that_holds_others_counts_once() -> None:
    encoder = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True).train()
    assert probes.executed_layers(encoder, torch.randn(2, 3, 8)) == ["TransformerEncoderLayer"]
