"""What a student may read of a run: settled before the first hidden case begins, and final.

Once a hidden case has run, the code under test may know its inputs, and leave them where it finds
them when it runs again: in the page cache of files that it may only read, if nowhere else. So what
cells print and public cases say counts the first time alone, however often a run is tried.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from torchgrade.engine.protocol.lines import Record, decode, encode
from torchgrade.engine.protocol.report import Shown
from torchgrade.errors import GraderError
from torchgrade.files.writing import write_text

__all__ = ["FirstLook"]


class _Kept(Record, frozen=True):
    """The content of the file."""

    mark: str
    key: str
    shown: Shown


class FirstLook:
    """Keeps what the first run of a submission that got as far as its hidden cases showed.

    Args:
        path: a file, for a run that is stopped and goes on later; in a folder for such files.
        mark: of the run: another one looks for itself.
        again: the run goes on: what an earlier one left in the file counts.
    """

    def __init__(self, path: Path | None = None, mark: str = "", *, again: bool = False) -> None:
        self._path, self._mark = path, mark
        self._kept: _Kept | None = None
        if path is not None and again:
            with contextlib.suppress(OSError, GraderError):  # a damaged file counts for nothing
                kept = decode(path.read_bytes(), _Kept)
                if kept.mark == mark:
                    self._kept = kept

    @property
    def kept(self) -> tuple[str, Shown] | None:
        """What was shown, after the key of its submission and tests; None: nothing yet."""
        return (self._kept.key, self._kept.shown) if self._kept is not None else None

    def recall(self, key: str) -> Shown | None:
        """Return what was shown, if it was of the same submission and tests, which `key` names."""
        return self._kept.shown if self._kept is not None and self._kept.key == key else None

    def keep(self, key: str, shown: Shown) -> None:
        """Keep what a run shows, unless an earlier one has shown it."""
        if self.recall(key) is not None:
            return
        self._kept = _Kept(mark=self._mark, key=key, shown=shown)
        if self._path is not None:
            # On a full disk only this command knows it: that is no reason to grade nothing.
            with contextlib.suppress(OSError):
                write_text(self._path, encode(self._kept).decode())

    def forget(self) -> None:
        """Remove the file, and the folder after the last one: there is a grade."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
                self._path.parent.rmdir()
