"""Put what was made in the place of what was there: all of it, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

__all__ = ["publish"]


def publish(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Put new files and folders beside the old ones, then swap them by renaming.

    Args:
        pairs: what was made, and where it goes.
    """
    for new, target in pairs:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(target, "new")
        _remove(fresh)
        (shutil.copytree if new.is_dir() else shutil.copy)(new, fresh)
    for _, target in pairs:
        old = _beside(target, "old")
        _remove(old)
        if target.exists():
            target.rename(old)
        _beside(target, "new").rename(target)
        _remove(old)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
