"""What a student may read of a run, which is final before the first hidden case begins.

Once a hidden case has run, the code under test may know its inputs, and store them where it finds
them when it runs again: in the page cache of read-only files, if nowhere else. So cell outputs and
messages of public cases count only the first time, however often a run is retried.
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
    """Keeps what a submission's first run to reach hidden cases showed.

    Args:
        path: a file, in a folder for such files, so that an interrupted run can resume.
        mark: the run's mark; a run with another mark does not use the file.
        again: whether the run resumes, so that what an earlier one left in the file counts.
    """

    def __init__(self, path: Path | None = None, mark: str = "", *, again: bool = False) -> None:
        self._path, self._mark = path, mark
        self._kept: _Kept | None = None
        if path is not None and again:
            with contextlib.suppress(OSError, GraderError):  # ignore a damaged file
                kept = decode(path.read_bytes(), _Kept)
                if kept.mark == mark:
                    self._kept = kept

    @property
    def kept(self) -> tuple[str, Shown] | None:
        """The key of the submission and tests, and what was shown; None: nothing yet."""
        return (self._kept.key, self._kept.shown) if self._kept is not None else None

    def recall(self, key: str) -> Shown | None:
        """Return what was shown, if it was for the submission and tests that `key` identifies."""
        return self._kept.shown if self._kept is not None and self._kept.key == key else None

    def keep(self, key: str, shown: Shown) -> None:
        """Keep what a run shows, unless something was kept before."""
        if self.recall(key) is not None:
            return
        self._kept = _Kept(mark=self._mark, key=key, shown=shown)
        if self._path is not None:
            # On a full disk only this process knows it, which is no reason not to grade.
            with contextlib.suppress(OSError):
                write_text(self._path, encode(self._kept).decode())

    def forget(self) -> None:
        """Remove the file, now that there is a grade, and with the last file the folder."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
                self._path.parent.rmdir()
