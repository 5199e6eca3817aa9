"""Backward passes are judged by absolute values, by differences, and by autograd's own check."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError

Cache = Any


def affine_forward(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> tuple[Any, Cache]:
    return x.flatten(1) @ w + b, (x, w)


def affine_backward(dout: torch.Tensor, cache: Cache) -> tuple[torch.Tensor, ...]:
    x, w = cache
    return (dout @ w.T).reshape(x.shape), x.flatten(1).T @ dout, dout.sum(0)


def affine(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return F.linear(x.flatten(1), w.T, b)


def inputs(n: int = 3, d: int = 4, m: int = 2) -> list[torch.Tensor]:
    g = checks.generator("gradients")
    return [torch.randn(*size, generator=g) for size in ((n, d), (d, m), (m,))]


def both(forward: Any, backward: Any, given_inputs: Any, oracle: Any, **options: Any) -> None:
    checks.backward(forward, backward, given_inputs, oracle=oracle, **options)
    checks.numeric_backward(forward, backward, given_inputs, **options)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
@settings(deadline=None, max_examples=10)
def test_a_right_backward_pass_passes_in_every_shape(n: int, d: int, m: int) -> None:
    both(affine_forward, affine_backward, inputs(n, d, m), affine)


def test_gradients_may_come_in_a_named_tuple_or_a_list() -> None:
    class Gradients(NamedTuple):
        dx: torch.Tensor
        dw: torch.Tensor
        db: torch.Tensor

    for kind in (lambda found: Gradients(*found), list):
        both(
            affine_forward,
            lambda dout, cache, kind=kind: kind(affine_backward(dout, cache)),
            inputs(),
            affine,
        )


def test_a_wrong_gradient_is_named_after_its_parameter() -> None:
    def wrong(dout: torch.Tensor, cache: Cache) -> tuple[torch.Tensor, ...]:
        dx, dw, db = affine_backward(dout, cache)
        return dx, dw, db / len(dout)

    args = (affine_forward, wrong, inputs())
    message = failure(checks.backward, *args, oracle=affine, hint="Sum, don't average.")
    assert message.startswith("db is not right: 2 of 2 values are off")
    assert message.endswith("Sum, don't average.")
    assert failure(checks.numeric_backward, *args).startswith("db does not agree with the slope")
    assert "dbias" in failure(checks.numeric_backward, *args, names=["dx", "dw", "dbias"])


def test_forward_and_backward_wrong_together_fool_differences_and_not_autograd() -> None:
    def forward(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> tuple[Any, Cache]:
        return 2 * affine_forward(x, w, b)[0], (x, w)

    def backward(dout: torch.Tensor, cache: Cache) -> tuple[torch.Tensor, ...]:
        return affine_backward(2 * dout, cache)

    checks.numeric_backward(forward, backward, inputs())
    assert "dx is not right" in failure(checks.backward, forward, backward, inputs(), oracle=affine)


def test_only_inputs_marked_for_a_gradient_need_one() -> None:
    x, w, b = inputs()
    w.requires_grad_()

    def backward(dout: torch.Tensor, cache: Cache) -> torch.Tensor:
        return affine_backward(dout, cache)[1]

    both(affine_forward, backward, [x, w, b], affine)


def test_an_input_that_the_output_ignores_has_gradient_zero() -> None:
    def forward(x: torch.Tensor, unused: torch.Tensor) -> tuple[Any, Cache]:
        return x * 2, unused

    def backward(dout: torch.Tensor, unused: Cache) -> list[torch.Tensor]:
        return [dout * 2, torch.zeros_like(unused)]

    both(forward, backward, inputs()[:2], lambda x, _: x * 2)


def test_a_relu_at_its_kink_may_have_any_slope_between() -> None:
    x = torch.tensor([-1.0, 0.0, 5e-7, 2.0])

    def forward(x: torch.Tensor) -> tuple[Any, Cache]:
        return x.clamp(min=0), x

    for slope in (0.0, 0.5, 1.0):
        checks.numeric_backward(
            forward,
            lambda dout, x, s=slope: dout * torch.where(x == 0, s, (x > 0).double()),
            [x],
        )
    wrong = failure(checks.numeric_backward, forward, lambda dout, x: dout * (x > -2), [x])
    assert "1 of 4 values" in wrong


def test_a_random_forward_pass_sees_the_same_numbers_each_time() -> None:
    def forward(x: torch.Tensor, param: dict[str, float]) -> tuple[Any, Cache]:
        mask = (torch.rand(x.shape) < param["p"]) / param["p"]
        return x * mask, mask

    checks.numeric_backward(forward, lambda dout, mask: dout * mask, [inputs()[0], {"p": 0.5}])


def test_gradients_in_single_precision_pass_against_autograd() -> None:
    def backward(dout: torch.Tensor, cache: Cache) -> tuple[torch.Tensor, ...]:
        return tuple(gradient.float() for gradient in affine_backward(dout, cache))

    checks.backward(affine_forward, backward, inputs(), oracle=affine)


def test_differences_ask_for_a_forward_pass_that_keeps_double_precision() -> None:
    def forward(x: torch.Tensor) -> tuple[Any, Cache]:
        return x.float(), None

    message = failure(checks.numeric_backward, forward, lambda d, c: d, [inputs()[0]])
    assert "torch.float64" in message


@pytest.mark.parametrize(
    ("forward", "backward", "words"),
    [
        (lambda x, w, b: None, affine_backward, "forward pass is None"),
        (lambda x, w, b: x, affine_backward, "(out, cache), but returns a tensor"),
        (lambda x, w, b: (x, 0), affine_backward, "forward pass must have shape (3, 2)"),
        (affine_forward, lambda d, c: None, "backward pass is None"),
        (affine_forward, lambda d, c: affine_backward(d, c)[:2], "3 gradients (dx, dw, db)"),
        (affine_forward, lambda d, c: (None, None, None), "dx is None"),
        (affine_forward, lambda d, c: affine_backward(d, c)[::-1], "dx must have shape (3, 4)"),
        (affine_forward, lambda d, c: [g * float("nan") for g in affine_backward(d, c)], "NaN"),
    ],
)
def test_unfinished_and_misshapen_passes_are_told_apart(
    forward: Any, backward: Any, words: str
) -> None:
    assert words in failure(checks.backward, forward, backward, inputs(), oracle=affine)


def test_inputs_of_the_author_stay_as_they_are() -> None:
    def forward(x: torch.Tensor, param: dict[str, Any]) -> tuple[Any, Cache]:
        param["mean"] += 1
        x *= 2
        return x, None

    x, param = torch.ones(2), {"mean": torch.zeros(1)}
    checks.backward(forward, lambda d, c: d * 2, [x, param], oracle=lambda x, p: 2 * x)
    assert torch.equal(x, torch.ones(2))
    assert param["mean"] == 0


def test_no_input_with_a_gradient_is_the_authors_mistake() -> None:
    for check in (checks.numeric_backward, checks.gradcheck):
        with pytest.raises(AuthorError):
            check(affine_forward, affine_backward, [3])
    with pytest.raises(AuthorError, match="2 names for 3"):
        checks.numeric_backward(affine_forward, affine_backward, inputs(), names=["a", "b"])


def swish(x: torch.Tensor) -> torch.Tensor:
    return x * torch.sigmoid(x)


def test_gradcheck_passes_right_functions_also_random_ones_and_on_a_kink() -> None:
    checks.gradcheck(swish, inputs()[0])
    checks.gradcheck(affine, *inputs())
    checks.gradcheck(F.relu, torch.tensor([-1.0, 0.0, 1.0]))
    checks.gradcheck(lambda x: x * (torch.rand(x.shape) < 0.5), inputs()[0])


def test_gradcheck_needs_a_result() -> None:
    assert "is an empty tuple" in failure(checks.gradcheck, lambda x: (), torch.ones(3))


def test_gradcheck_names_the_input_whose_gradient_is_lost() -> None:
    message = failure(checks.gradcheck, lambda x, w: x @ w.detach(), *inputs()[:2], what="product")
    assert message.startswith("product has a gradient that does not agree")
    assert "with respect to 'w'." in message
    assert "function" in failure(checks.gradcheck, lambda x: x.detach(), inputs()[0])
    assert "None" in failure(checks.gradcheck, lambda x: None, inputs()[0])
