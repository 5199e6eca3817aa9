"""Progress bars in the style of the notebook."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, TypeVar

from torchgrade.student.filling import filled
from torchgrade.student.training.shown import InPlace, Look
from torchgrade.student.training.times import clock

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["ProgressBar", "progress", "text_bar"]

_T = TypeVar("_T")
_WIDTH = 24


class ProgressBar:
    """A bar that your loop advances: ``with ProgressBar("runs", 30) as bar: bar.step()``.

    Args:
        what: its name.
        total: the number of steps; None if unknown.
    """

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total = what, total
        self._done, self._start = 0, time.monotonic()
        self._place = InPlace(self._look)

    def __enter__(self) -> ProgressBar:
        self._place.refresh()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._place.end()

    def step(self) -> None:
        """Advance the bar by one."""
        self._done += 1
        self._place.refresh_sometimes()

    def _look(self) -> Look:
        done, total, passed = self._done, self._total, time.monotonic() - self._start
        said = f"{done}" if total is None else f"{done} of {total}"
        said += f", {clock(passed)}"
        if total and 0 < done < total:
            said += f", {clock(passed / done * (total - done))} left"
        share = min(1.0, done / total) if total else None
        page = filled("progress.html", what=self._what, said=said, share=share)
        return Look(page, f"{self._what} {text_bar(share)} {said}")


def progress(items: Iterable[_T], what: str = "progress", total: int | None = None) -> Iterator[_T]:
    """Yield the items, showing how many are done and how long the others will take.

    Args:
        items: anything that can be iterated.
        what: the name of the bar.
        total: the number of items, if ``items`` has no length.
    """
    if total is None and isinstance(items, Sized):
        total = len(items)
    with ProgressBar(what, total) as bar:
        for item in items:
            yield item
            bar.step()


def text_bar(share: float | None) -> str:
    """Return a bar of characters; an empty one if the share is unknown."""
    full = 0 if share is None else round(_WIDTH * share)
    return "━" * full + "─" * (_WIDTH - full)
