"""Time limits inside the referee: an alarm that rings until somebody listens."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import Any

__all__ = ["Alarm", "TimeUp"]

_EVERY = 0.2  # seconds between two looks at the clock


class TimeUp(BaseException):
    """The time is up. No `except Exception` of a test may hide it, and it rings again."""


class Alarm:
    """Raises :class:`TimeUp` in the main thread once the time is up.

    Args:
        seconds: until then.
        tick: called on every look at the clock; a text that it returns rings the alarm too.
    """

    def __init__(self, seconds: float, tick: Callable[[], str] = lambda: "") -> None:
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self._tick = tick
        self._looking = False
        self.fired = ""

    def __enter__(self) -> Alarm:
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, min(_EVERY, max(self._seconds, 0.001)), _EVERY)
        return self

    def disarm(self) -> None:
        """Stop it."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def __exit__(self, *_: object) -> None:
        self.disarm()

    def _ring(self, *_: Any) -> None:
        if self._looking:
            return  # it rang again while a slow `tick` was looking
        self._looking = True
        if not self.fired:
            if time.monotonic() > self._until:
                self.fired = f"it did not end within {self._seconds:.0f} s"
            else:
                self.fired = self._tick()
        self._looking = False
        if self.fired:
            raise TimeUp(self.fired)
