"""What a training loop is given, and what it ends with when somebody interrupts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Batches", "TrainingStopped"]


class TrainingStopped(KeyboardInterrupt):
    """Somebody interrupted a training. The notebook shows one line, and runs no later cell."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback."""
        return [str(self)]


class Batches:
    """A loader that says when all its batches were taken; all else is the loader's own."""

    def __init__(self, loader: Any, ended: Callable[[], None]) -> None:
        self._loader, self._ended = loader, ended

    def __len__(self) -> int:
        return len(self._loader)

    def __iter__(self) -> Iterator[Any]:
        yield from self._loader
        self._ended()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)
