"""The loader that a training loop gets, and the exception that ends it when it is interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Batches", "TrainingStopped"]


class TrainingStopped(KeyboardInterrupt):
    """A training was interrupted. The notebook shows one line, and runs no later cell."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback."""
        return [str(self)]


class Batches:
    """A loader that reports when all its batches were taken; otherwise like the wrapped loader."""

    def __init__(self, loader: Any, ended: Callable[[], None]) -> None:
        self._loader, self._ended = loader, ended

    def __len__(self) -> int:
        return len(self._loader)

    def __iter__(self) -> Iterator[Any]:
        yield from self._loader
        self._ended()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)
