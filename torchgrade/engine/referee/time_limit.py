"""Time limits inside the referee: a repeated exception and, if that fails, a kill by the kernel."""

from __future__ import annotations

import signal
from collections.abc import Callable

from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.sandbox.processes.clock import Clock

__all__ = ["STUCK", "TimeLimit", "TimeUp", "late"]

STUCK = signal.SIGPROF
"""Ends a referee in which a computation continues after the time is up."""

_EVERY = 0.2  # seconds between checks of the clock
_SLACK = 1.0  # seconds of computing until it counts as stuck


class TimeUp(BaseException):
    """The time is up. A test's `except Exception` does not catch it, and it is raised again."""


class TimeLimit:
    """Raises :class:`TimeUp` in the main thread once the time is up.

    No exception interrupts a computation in C. If this process computes for longer than that, in
    CPU time, the kernel kills it with the signal :data:`STUCK`.

    Args:
        seconds: the time limit.
        tick: called at every check of the clock; if it returns a text, the time is up, too.
        clock: the clock for the limit.
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
            return  # the timer fired again during a slow `tick`
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
    """Return the reason that says the limit of so many seconds was exceeded."""
    return Why(Reason.LATE, seconds)
