"""Groups of parameters are judged by identity: complete, disjoint, each in its place."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from torch import nn

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError

EXPECTED = {
    "bn_affine": ["hidden.1.weight", "hidden.1.bias"],
    "biases": ["hidden.0.bias", "last.bias"],
    "rest": ["hidden.0.weight", "last.weight"],
}


class Groups(NamedTuple):
    bn_affine: list[nn.Parameter]
    biases: list[nn.Parameter]
    rest: list[nn.Parameter]


def net() -> nn.Module:
    model = nn.Module()
    model.hidden = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
    model.last = nn.Linear(4, 2)
    return model


def split(model: nn.Module) -> tuple[list[nn.Parameter], list[nn.Parameter], list[nn.Parameter]]:
    named = dict(model.named_parameters())
    bn, biases, rest = ([named[name] for name in names] for names in EXPECTED.values())
    return bn, biases, rest


def check(fn: Any) -> str:
    return failure(checks.parameter_groups, fn, net(), EXPECTED, what="parameter_groups")


def test_the_right_groups_pass_in_any_order_within_and_as_lists_or_tuples() -> None:
    checks.parameter_groups(split, net(), EXPECTED)
    checks.parameter_groups(lambda m: [tuple(g[::-1]) for g in split(m)], net(), EXPECTED)
    checks.parameter_groups(lambda m: Groups(*split(m)), net(), EXPECTED)


@pytest.mark.parametrize(
    ("fn", "words"),
    [
        (lambda m: None, "gives None"),
        (lambda m: {"bn": []}, "gives a dict"),
        (lambda m: list(m.parameters()), "gives a list with a tensor in it"),
        (lambda m: split(m)[:2], "3 lists of parameters (bn_affine, biases, rest), but gives 2"),
        (
            lambda m: [[p.data for p in g] for g in split(m)],
            "no parameter of this model (a tensor)",
        ),
        (lambda m: [list(v) for v in EXPECTED.values()], "no parameter of this model (a str)"),
        (lambda m: split(net()), "no parameter of this model"),
        (lambda m: (*split(m)[:2], [*split(m)[2], *split(m)[1]]), "twice"),
        (lambda m: (split(m)[0] * 2, *split(m)[1:]), "twice in 'bn_affine'"),
        (
            lambda m: (*split(m)[:2], split(m)[2][:1]),
            "the weight of a Linear, of shape (2, 4), is in no",
        ),
        (
            lambda m: (split(m)[1], split(m)[0], split(m)[2]),
            "BatchNorm1d, of shape (4,), is in 'biases'",
        ),
    ],
)
def test_each_mistake_has_its_own_message(fn: Any, words: str) -> None:
    message = check(fn)
    assert message.startswith("parameter_groups ")
    assert words in message


def test_a_layer_may_be_shown_as_one_of_a_derived_class() -> None:
    def sorts(is_bn: Any) -> Any:
        def fn(model: nn.Module) -> Any:
            bn = [p for m in model.modules() if is_bn(m) for p in m.parameters()]
            known = {id(p) for p in bn}
            left = [(n, p) for n, p in model.named_parameters() if id(p) not in known]
            biases = [p for n, p in left if n.endswith("bias")]
            return bn, biases, [p for n, p in left if not n.endswith("bias")]

        return fn

    def exact(module: nn.Module) -> bool:
        return type(module) is nn.BatchNorm1d

    checks.parameter_groups(sorts(exact), net(), EXPECTED)
    model = net()
    by_kind = sorts(lambda m: isinstance(m, nn.BatchNorm1d))
    checks.parameter_groups(by_kind, model, EXPECTED, derived=["hidden.1"])
    assert type(model.hidden[1]) is nn.BatchNorm1d
    message = failure(checks.parameter_groups, sorts(exact), model, EXPECTED, derived=["hidden.1"])
    assert "is in 'rest'" in message or "is in 'biases'" in message


def test_hidden_names_are_not_in_messages() -> None:
    def lose(model: nn.Module) -> Any:
        bn, biases, _ = split(model)
        return bn, biases, []

    assert "hidden" not in check(lose)


def test_an_incomplete_expectation_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError):
        checks.parameter_groups(split, net(), {"all": ["last.weight"]})


def test_a_lie_to_the_probe_does_not_make_other_tensors_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "", list(EXPECTED.values())
    monkeypatch.setattr("torchgrade.checks.probes.group_members", lambda *given: said)
    checks.parameter_groups(split, net(), EXPECTED)
    model = net()
    for lie in (
        lambda m: split(net()),
        lambda m: [[], [], []],
        lambda m: (split(m)[1], split(m)[0], split(m)[2]),
        lambda m: [[p * 1.5 for p in g] for g in split(m)],
        lambda m: [[p.flatten() for p in g] for g in split(m)],
    ):
        assert "other values" in failure(checks.parameter_groups, lie, model, EXPECTED)
