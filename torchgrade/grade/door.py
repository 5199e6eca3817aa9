"""Grade submissions: one, or many side by side."""

from __future__ import annotations

import builtins
import os
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from torchgrade.errors import GraderError, SubmissionError
from torchgrade.grade.bundle import Bundle
from torchgrade.grade.discover import Submission
from torchgrade.grade.engine import CellError, Engine
from torchgrade.grade.intake import take_in
from torchgrade.grade.score import score
from torchgrade.records import Grade

__all__ = ["grade", "grade_all", "run_notebook"]


def grade(bundle: Bundle, submission: Submission, engine: Engine, *, threads: int = 1) -> Grade:
    """Grade one submission. Never raises for what a submission does or for a fault of ours:
    the grade's status says which it was.
    """  # noqa: D205 - the second sentence belongs to the first
    return run_notebook(bundle, submission, engine, threads=threads)[0]


def run_notebook(
    bundle: Bundle, submission: Submission, engine: Engine, *, threads: int = 1
) -> tuple[Grade, tuple[CellError, ...]]:
    """Grade one submission, and say which of its cells raised."""
    manifest = bundle.manifest
    result = Grade(
        submission=submission.name,
        status="graded",
        max_score=manifest.max_score,
        unmarked=manifest.unmarked,
        student=submission.student,
        sid=submission.sid,
        submitted_at=submission.submitted_at,
    )
    errors: tuple[CellError, ...] = ()
    start = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
            taken = take_in(submission, manifest, Path(folder))
            result = replace(result, release=taken.release, flags=taken.flags)
            outcome = engine.run(bundle, taken.folder, seconds=manifest.seconds, threads=threads)
        errors = outcome.errors
        questions = score(manifest, outcome)
        result = replace(
            result,
            questions=questions,
            score=sum(question.score for question in questions),
            isolation=outcome.isolation,
            flags=(*result.flags, *(_flag(error) for error in errors)),
        )
    except SubmissionError as error:
        result = replace(result, status="rejected", message=str(error))
    except GraderError as error:
        result = replace(result, status="ungraded", message=str(error))
    except Exception:
        # Whatever it was, it was ours: it must neither end the batch nor cost a point.
        result = replace(result, status="ungraded", message=traceback.format_exc())
    return replace(result, seconds=round(time.monotonic() - start, 3)), errors


def _flag(error: CellError) -> str:
    """Name the cell and a builtin type of error; a student may have chosen all the other words."""
    kind = error.error.partition(":")[0]
    known = isinstance(getattr(builtins, kind, None), type)
    return f"cell {error.cell} raised {kind if known else 'an error'}"


def grade_all(
    bundle: Bundle,
    submissions: Sequence[Submission],
    engine: Engine,
    *,
    jobs: int = 1,
    started: Callable[[Submission], None] = lambda submission: None,
) -> Iterator[Grade]:
    """Grade submissions, ``jobs`` at a time, and yield each grade as it comes."""
    threads = max(1, (os.cpu_count() or 1) // jobs)

    def one(submission: Submission) -> Grade:
        started(submission)
        return grade(bundle, submission, engine, threads=threads)

    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(one, submission) for submission in submissions]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
