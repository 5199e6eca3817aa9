"""Measurements of networks on test images, kept so that a class can be compared.

A grader collects them while a test runs; in a notebook nothing does, and none are kept.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

__all__ = ["SIZE", "Measurement", "collected", "note_scores"]

SIZE = 256
"""Images, evenly spaced among all, whose margins are kept."""

_CLIP = 4.0  # standard deviations that a margin may lie from the mean

_listening: list[Measurement] | None = None


@dataclass(frozen=True)
class Measurement:
    """How a network performed on test images.

    ``right`` of ``images`` answers were right; the test asks for a share of ``at_least``.
    ``margins`` holds, for up to SIZE images, the margin between the score of the right class and
    the best other one, standardized, as one signed byte each, in base64: it is the same for the
    same network, whatever the order and the scale of its units.
    """

    right: int
    images: int
    margins: str
    at_least: float = 0.0


@contextmanager
def collected() -> Iterator[list[Measurement]]:
    """Collect what is measured in this block."""
    global _listening
    before, _listening = _listening, []
    try:
        yield _listening
    finally:
        _listening = before


def note_scores(scores: torch.Tensor, labels: torch.Tensor, at_least: float = 0.0) -> None:
    """Record scores (N, C) of images whose classes are `labels` (N,), if they are being collected.

    Args:
        scores: one row per image.
        labels: the right classes.
        at_least: the share of right answers that is asked for.
    """
    if _listening is None:
        return
    labels = labels.cpu()
    right = int((scores.argmax(1) == labels).sum())
    _listening.append(Measurement(right, len(labels), _margins(scores, labels), at_least))


def _margins(scores: torch.Tensor, labels: torch.Tensor) -> str:
    chosen = torch.linspace(0, len(labels) - 1, min(SIZE, len(labels))).round().long()
    some, classes = scores[chosen].double(), labels[chosen, None]
    others = some.scatter(1, classes, -torch.inf)
    margins = some.gather(1, classes)[:, 0] - others.amax(1)
    spread = margins.std(correction=0)
    if not bool(torch.isfinite(spread)) or spread == 0:
        return ""
    steps = ((margins - margins.mean()) / spread).clamp(-_CLIP, _CLIP) * (127 / _CLIP)
    return base64.b64encode(steps.round().to(torch.int8).numpy().tobytes()).decode()
