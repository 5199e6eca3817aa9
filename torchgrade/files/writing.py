"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from torchgrade.files.regular import is_full

__all__ = ["with_patience", "write_text"]

T = TypeVar("T")

_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds: who fills a disk is found and ended in less."""


def write_text(path: Path, text: str) -> None:
    """Write a text whole or not at all, to a temporary name first; missing folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        # Half a surrogate pair becomes "?": no text of a submission's may stop what is written.
        partial.write_text(text, encoding="utf-8", errors="replace", newline="")
        os.replace(partial, path)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)  # on a full disk, half of it would be in the way
        raise


def with_patience(work: Callable[[], T]) -> T:
    """Do something that writes; where a disk is full, again, until what fills it has been ended.

    Raises:
        OSError: the disk stays full, or something else went wrong.
    """
    for pause in _PAUSES:
        try:
            return work()
        except OSError as error:
            if not is_full(error):
                raise
        time.sleep(pause)
    return work()
