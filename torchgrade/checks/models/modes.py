"""Train and eval mode: what the mode must change, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, listed, plural
from torchgrade.checks.values import close, tensor

__all__ = [
    "buffers_kept_in_eval",
    "buffers_move_in_train",
    "dropout_off_in_eval",
    "grad_mode_restored",
    "mode_restored",
]

Result = TypeVar("Result")


def dropout_off_in_eval(
    model: torch.nn.Module,
    x: torch.Tensor,
    *,
    identity: bool | None = None,
    what: str = "the model",
    hint: str = "",
) -> None:
    """Check that nothing is random in eval mode, and that a bare dropout layer then does nothing.

    The model runs three times on `x`; outputs must agree within 1e-5 relative and 1e-6 absolute. It
    is restored afterwards.

    Args:
        model: the student's module, in any mode.
        x: an input for it.
        identity: the output must be `x` itself. Default: if the model has neither submodules nor
            parameters.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: the outputs differ, or are not the input where they must be.

    Example:
        >>> checks.dropout_off_in_eval(nn.Dropout(0.5), torch.ones(200, 5))
    """
    first, *others = probes.eval_outputs(model, x, times=3)
    reference = tensor(first, what=f"the output of {what}")
    for other in others:
        again = tensor(other, shape=reference.shape, what=f"the output of {what}")
        if not torch.allclose(again, reference, rtol=1e-5, atol=1e-6):
            fail(
                what,
                "gives different outputs for the same input in eval mode. Is dropout still active? "
                "Look at self.training.",
                hint,
            )
    if probes.is_bare(model) if identity is None else identity:
        subject = f"the output of {what} in eval mode"
        close(reference, x, what=subject, hint=hint or "It must be the input, unscaled.")


def buffers_kept_in_eval(
    model: torch.nn.Module, x: torch.Tensor, *, what: str = "the model", hint: str = ""
) -> None:
    """Check that a forward pass in eval mode changes no buffer (running statistics).

    Tensor attributes with "running" in their name count as buffers. The model is restored
    afterwards.

    Args:
        model: the student's module, in any mode.
        x: an input for it.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: names the buffers that changed.

    Example:
        >>> x = torch.randn(8, 3, generator=checks.generator("buffers"))
        >>> checks.buffers_kept_in_eval(nn.BatchNorm1d(3), x)
    """
    moved = probes.moved_buffers(model, x, training=False)
    changed = [name for name, has_moved in moved.items() if has_moved]
    if changed:
        fail(
            what,
            f"changes its running statistics in eval mode: {listed(changed)}. Evaluation "
            "must only read them.",
            hint,
        )


def buffers_move_in_train(
    model: torch.nn.Module, x: torch.Tensor, *, what: str = "the model", hint: str = ""
) -> None:
    """Check that a forward pass in train mode moves the running statistics.

    These are the buffers and tensor attributes with "running" in their name, each of which must
    change; if there are none, any buffer must. The model is restored afterwards.

    Args:
        model: the student's module, in any mode.
        x: an input for it whose statistics differ from the running ones: draw it at random with a
            mean that is not 0 and a variance that is not 1.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: names the running statistics that did not change.

    Example:
        >>> x = 5 + 2 * torch.randn(8, 3, generator=checks.generator("buffers"))
        >>> checks.buffers_move_in_train(nn.BatchNorm1d(3), x)
        >>> checks.buffers_move_in_train(nn.BatchNorm1d(3, momentum=0.0), x)
        Traceback (most recent call last):
            ...
        AssertionError: the model does not update its running statistics in train mode: ...
    """
    moved = probes.moved_buffers(model, x, training=True)
    running = {name: m for name, m in moved.items() if "running" in name.rpartition(".")[2]}
    if not running and not any(moved.values()):
        fail(what, "has no running statistics that move in train mode.", hint)
    still = [name for name, has_moved in running.items() if not has_moved]
    if still:
        fail(what, f"does not update its running statistics in train mode: {listed(still)}.", hint)


def mode_restored(
    fn: Callable[..., Result],
    model: torch.nn.Module,
    *args: object,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Result:
    """Call ``fn(model, *args, **kwargs)`` and check every submodule's mode is what it was before.

    Use it with the model in train mode and again in eval mode: a function that always ends with
    ``model.train()`` passes the first and fails the second.

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: with the number of modules that changed mode. They are restored all the
            same.

    Example:
        >>> def evaluate(model):
        ...     model.eval()
        ...     return 0.5
        >>> checks.mode_restored(evaluate, nn.Linear(2, 2), what="evaluate")
        Traceback (most recent call last):
            ...
        AssertionError: evaluate leaves 1 module of 1 in eval mode, and it was not so ...
    """
    result, before, after = probes.modes_around(fn, model, *args, **kwargs)
    changed = [name for name, mode in before.items() if after.get(name, mode) != mode]
    if changed:
        mode = "train" if after[changed[0]] else "eval"
        fail(
            what,
            f"leaves {plural(len(changed), 'module')} of {len(before):,} in {mode} mode, and it "
            "was not so before the call. Remember model.training, and put it back.",
            hint,
        )
    return result  # type: ignore[no-any-return]


def grad_mode_restored(
    fn: Callable[..., Result],
    *args: object,
    autograd: bool = True,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Result:
    """Call ``fn(*args, **kwargs)``, and check that autograd is on, or off, as it was before.

    Args:
        fn: the student's function.
        args: what it gets.
        autograd: whether autograd is on when `fn` is called. A function that always switches it on
            at the end is only caught with False.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: what it gets by name.

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: autograd is not as it was. It is restored all the same.

    Example:
        >>> def evaluate():
        ...     torch.set_grad_enabled(False)
        >>> try:
        ...     checks.grad_mode_restored(evaluate, what="evaluate")
        ... finally:
        ...     _ = torch.set_grad_enabled(True)
        Traceback (most recent call last):
            ...
        AssertionError: evaluate leaves autograd switched off for whatever comes after it. ...
    """
    result, on = probes.grad_mode_after(autograd, fn, *args, **kwargs)
    if on and not autograd:
        fail(
            what,
            "switches autograd on, where its caller had it off. Use `with torch.no_grad():` "
            "around what needs no gradient: it puts back what was before.",
            hint,
        )
    if autograd and not on:
        fail(
            what,
            "leaves autograd switched off for whatever comes after it. Use `with torch.no_grad():` "
            "around what needs no gradient.",
            hint,
        )
    return result  # type: ignore[no-any-return]
