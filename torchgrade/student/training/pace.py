"""Measures how fast a training is, and estimates how long a similar one will take."""

from __future__ import annotations

import time

__all__ = ["Pace"]


class Pace:
    """Seconds of a step, and of what is done once per epoch: validation, drawing, saving."""

    def __init__(self) -> None:
        self._begin = self._mark = time.monotonic()
        self._between = True  # no step of this epoch has ended yet
        self._step_seconds = self._epoch_seconds = 0.0
        self._steps = self._epochs = 0

    def step(self) -> None:
        """Note that a step has ended."""
        passed = self._passed()
        if self._between:  # the first step of an epoch, and what came before it
            self._epoch_seconds += passed
            self._epochs += 1
        else:
            self._step_seconds += passed
            self._steps += 1
        self._between = False

    def epoch(self) -> None:
        """Note that all steps of an epoch have ended."""
        self._epoch_seconds += self._passed()
        self._between = True

    def elapsed(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._begin

    def seconds_for(self, steps: float, epochs: float) -> float:
        """Return the estimated seconds for so many steps in so many epochs."""
        if not self._epochs:
            return 0.0
        each = self._step_seconds / self._steps if self._steps else 0.0
        once = max(0.0, self._epoch_seconds / self._epochs - each)
        return steps * each + epochs * once

    def _passed(self) -> float:
        before, self._mark = self._mark, time.monotonic()
        return self._mark - before
