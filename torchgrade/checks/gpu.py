"""Tests that only a GPU can run in a reasonable time."""

from __future__ import annotations

import torch

__all__ = ["NeedsGpuError", "calls", "needs_gpu"]

_calls = 0


class NeedsGpuError(Exception):
    """This test needs a GPU, and the machine has none.

    Raised in the grader's own process, it makes the test case pending. An exception of a student's
    code, which runs in another process, never arrives there as this class.
    """


def needs_gpu() -> None:
    """Continue only if there is a CUDA device; the first line of a test that trains for long.

    torchgrade's own engine counts a test case that stops here as pending: no points are lost, and
    `torchgrade grade --only pending` decides it on a machine with a GPU. Plain otter has no such
    verdict, and fails the test with the message. Give such a test a question of its own, and put
    nothing before this line.

    Raises:
        NeedsGpuError: there is no CUDA device.

    Example:
        >>> def test_training_reaches_ninety_percent(train):
        ...     checks.needs_gpu()
        ...     ...
    """
    global _calls
    _calls += 1
    if not torch.cuda.is_available():
        raise NeedsGpuError(
            "pending: this test needs a GPU (CUDA), which this machine does not have. Grade it "
            "where there is one."
        )


def calls() -> int:
    """Return the number of calls of :func:`needs_gpu` in this process so far."""
    return _calls
