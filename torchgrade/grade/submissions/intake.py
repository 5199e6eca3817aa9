"""Take in the submissions of a run, each once, and hash each once."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from torchgrade.errors import SubmissionError
from torchgrade.files.hashing import digest_of
from torchgrade.files.writing import with_patience
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import TakenIn, take_in
from torchgrade.records import Manifest

__all__ = ["Intake", "Refused"]

_MOST_KEPT = 512 * 2**20
"""Bytes of files to keep on disk for later in the run; the rest is taken in again."""


@dataclass(frozen=True)
class Refused:
    """A submission that could not be taken in, with the hash of everything handed in.

    ``error`` says why, and whose fault it is; ``seconds`` is how long it took to find that out.
    """

    submission: Submission
    digest: str
    error: Exception
    seconds: float = 0.0


class Intake:
    """Takes in submissions for all parts of a run; a context manager, since it has files.

    A submission that is taken in before its turn, because its hash tells whether an earlier grade
    holds, can be kept until then.

    Args:
        manifest: the autograder's manifest.
        most_kept: the most bytes of files to keep.
    """

    def __init__(self, manifest: Manifest, most_kept: int = _MOST_KEPT) -> None:
        self._manifest = manifest
        self._room = most_kept
        self._kept: dict[tuple[Path, str], TakenIn | Refused] = {}
        self._folders = contextlib.ExitStack()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.clear()
        self._folders.close()

    def folder(self) -> Path:
        """Make an empty folder, which exists until the intake is closed."""
        return Path(self._folders.enter_context(_folder()))

    @contextlib.contextmanager
    def taken(self, submission: Submission) -> Iterator[TakenIn | Refused]:
        """Take in a submission, or use the kept one; its folder exists within the block.

        It raises nothing: what is yielded says what is wrong with the submission.
        """
        key = _key(submission)
        if key in self._kept:
            yield replace(self._kept[key], submission=submission)
            return
        with contextlib.ExitStack() as stack:
            yield self._take(submission, stack)
            if key in self._kept:
                self._folders.push(stack.pop_all())

    def keep(self, taken: TakenIn | Refused) -> None:
        """Keep a submission for later in the run; call it within :meth:`taken`'s block.

        Nothing is kept if there is no room, or if another try may go better.
        """
        if isinstance(taken, Refused):
            if isinstance(taken.error, SubmissionError):
                self._kept[_key(taken.submission)] = taken
            return
        size = sum(path.stat().st_size for path in taken.folder.rglob("*") if path.is_file())
        cells = (cell for answer in taken.written for cell in answer.cells)
        size += sum(len(picture.data) for cell in cells for picture in cell.pictures)
        if size <= self._room:
            self._room -= size
            self._kept[_key(taken.submission)] = taken

    def _take(self, submission: Submission, stack: contextlib.ExitStack) -> TakenIn | Refused:
        start = time.monotonic()
        try:
            taken = with_patience(lambda: self._try_to_take(submission, stack))
        except Exception as error:  # others decide what it means for the grade
            digest = digest_of(submission.path)
            return Refused(submission, digest, error, time.monotonic() - start)
        return replace(taken, seconds=time.monotonic() - start)

    def _try_to_take(self, submission: Submission, stack: contextlib.ExitStack) -> TakenIn:
        """Use a new folder: what is left of a try that filled the disk would be in the way."""
        with contextlib.ExitStack() as attempt:
            folder = attempt.enter_context(_folder())
            taken = take_in(submission, self._manifest, Path(folder))
            stack.push(attempt.pop_all())
        return taken


def _key(submission: Submission) -> tuple[Path, str]:
    return submission.path, submission.notebook


def _folder() -> tempfile.TemporaryDirectory[str]:
    # Files of one submission that can't be removed must not end the whole run.
    return tempfile.TemporaryDirectory(prefix="torchgrade-", ignore_cleanup_errors=True)
