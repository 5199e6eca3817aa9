"""Time limits inside the referee: an exception, again and again, and the kernel if all fails."""

from __future__ import annotations

import signal
from collections.abc import Callable

from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.sandbox.processes.clock import Clock

__all__ = ["STUCK", "TimeLimit", "TimeUp", "late"]

STUCK = signal.SIGPROF
"""Ends a referee in which a computation goes on after the time was up."""

_EVERY = 0.2  # seconds between two looks at the clock
_SLACK = 1.0  # seconds of computing until it is held to be stuck


class TimeUp(BaseException):
    """The time is up. No `except Exception` of a test hides it, and it is raised again."""


class TimeLimit:
    """Raises :class:`TimeUp` in the main thread once the time is up.

    No exception reaches a computation in C. If this process computes for longer than that, by the
    time that it computes and not by the clock, the kernel ends it with the signal :data:`STUCK`.

    Args:
        seconds: until then.
        tick: called on every look at the clock; a text that it returns ends the time too.
        clock: by which.
    """

    def __init__(
        self, seconds: float, tick: Callable[[], str] = lambda: "", clock: Clock | None = None
    ) -> None:
        self._clock = clock or Clock()
        self._seconds = seconds
        self._tick = tick
        self._looking = False
        self.exceeded = ""

    def __enter__(self) -> TimeLimit:
        self._until = self._clock.count() + self._seconds
        signal.signal(signal.SIGALRM, self._ring)
        signal.signal(STUCK, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, self._seconds + _SLACK)
        signal.setitimer(signal.ITIMER_REAL, min(_EVERY, max(self._seconds, 0.001)), _EVERY)
        return self

    def stop(self) -> None:
        """Stop it."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ring(self, *_: object) -> None:
        if self._looking:
            return  # the timer rang again while a slow `tick` was looking
        self._looking = True
        if not self.exceeded:
            if self._clock.has_come(self._until):
                self.exceeded = late(self._seconds)
            else:
                self.exceeded = self._tick()
        self._looking = False
        left = max(0.0, self._until - self._clock.now())
        signal.setitimer(signal.ITIMER_PROF, left + _SLACK)
        if self.exceeded:
            raise TimeUp(self.exceeded)


def late(seconds: float) -> str:
    """Return the reason that so many seconds were not enough."""
    return Why(Reason.LATE, seconds)
