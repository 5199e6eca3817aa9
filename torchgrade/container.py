"""Run by `run_autograder` in Gradescope's container: one submission in, one results.json out.

    python -m torchgrade.container /autograder

https://gradescope-autograders.readthedocs.io/en/latest/specs/ describes that folder. After a fault
of ours there is no results.json, so Gradescope shows a failed run and no score. Output may be shown
to students (`show_stdout`), so nothing about hidden tests is printed.
"""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchgrade.course import MOST_SECONDS
from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.writing import write_text
from torchgrade.texts import printable

if TYPE_CHECKING:
    from torchgrade.engine.engine import Engine
    from torchgrade.grade import Submission
    from torchgrade.records import Grade

__all__ = ["main", "run", "submission_of"]

_LAST_MOMENT = 560.0  # seconds, of Gradescope's 600
_NEARLY = 0.9  # of what is asked for: 1.5 GB may be counted in one way or the other


def main(root: Path, engine: Engine | None = None) -> int:
    """Grade the submission in ``root``; return the exit code, 0 if there is a results.json.

    Args:
        root: the folder, /autograder in the container.
        engine: a running engine; by default one is started and stopped.
    """
    try:
        run(root, engine)
        return 0
    except (AuthorError, GraderError) as error:
        print(printable(f"This autograder can't grade: {error}"))
    except Exception:
        print(printable(traceback.format_exc()))
    print("No results.json was written: the run has failed, and the submission has no score.")
    return 1


def run(root: Path, engine: Engine | None = None) -> None:
    """Grade the submission in ``root``, and write ``results/results.json`` whole or not at all.

    Takes the arguments of :func:`main`.

    Raises:
        AuthorError: ``source`` is not an autograder, or not one that can be used here.
        GraderError: the player could read ``root``.
    """
    from torchgrade.bundle import open_bundle
    from torchgrade.engine.supervisor.deferred_imports import defer_otter
    from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
    from torchgrade.grade import dataset_of, grade
    from torchgrade.results import to_gradescope, to_json

    defer_otter()
    results = root / "results" / "results.json"
    results.unlink(missing_ok=True)
    _close(root)
    submission, notes = submission_of(root)
    with open_bundle(root / "source") as bundle:
        manifest = bundle.manifest
        _require_memory(manifest.container_mb)
        short = replace(manifest, seconds=min(manifest.seconds, MOST_SECONDS))
        with contextlib.ExitStack() as stack:
            runner = engine or stack.enter_context(IsolatedEngine(single=True))
            # A notebook that kills its process is tried again, up to three times. The limits leave
            # time for that: a run that reports why it failed is better than one that Gradescope
            # cuts off.
            clock = threading.Timer(_LAST_MOMENT, runner.stop)
            clock.daemon = True
            clock.start()
            stack.callback(clock.cancel)
            graded = grade(replace(bundle, manifest=short, closed=(root,)), submission, runner)
        # Only now, after the engine has stopped, since writing results needs memory.
        graded = replace(graded, flags=(*graded.flags, *notes))
        _print(graded, bundle.notes, students=bundle.otter.show_stdout)
        if graded.status == "ungraded":
            raise GraderError(graded.message)
        content = to_gradescope(
            graded, bundle.config, dataset_of(bundle), leaderboard=manifest.leaderboard
        )
    assert content is not None
    write_text(results, to_json(content))


def submission_of(root: Path) -> tuple[Submission, tuple[str, ...]]:
    """Describe the submission by what ``submission_metadata.json`` says about who and when.

    Earlier submissions and their scores, which are there too, are ignored.

    Returns:
        The submission, and notes for staff: that it was late, or that nothing is known about it.
    """
    from torchgrade.grade import Submission

    folder = root / "submission"
    if not folder.is_dir():
        raise GraderError(f"there is no {folder}: expected what the student handed in")
    try:
        data = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError(f"expected an object, found {type(data).__name__}")
    except (OSError, ValueError) as error:
        return Submission(folder, "submission"), (f"no metadata of the submission ({error})",)
    users = [user for user in data.get("users") or () if isinstance(user, dict)]
    submission = Submission(
        folder,
        str(data.get("id") or "submission"),
        student=", ".join(str(user.get("name") or user.get("email") or "") for user in users),
        sid=", ".join(str(user.get("sid") or user.get("id") or "") for user in users),
        submitted_at=str(data.get("created_at") or ""),
    )
    return submission, _lateness(data, users)


def _lateness(data: Mapping[str, Any], users: list[dict[str, Any]]) -> tuple[str, ...]:
    """Say by how much a submission was late, by the latest deadline of its students."""
    dates = [_date(one.get("assignment"), "due_date") for one in (*users, data)]
    given = [date for date in dates[:-1] if date] or [date for date in dates[-1:] if date]
    created = _date(data, "created_at")
    if not given or not created or created <= max(given):
        return ()
    return (f"late by {(created - max(given)).total_seconds() / 3600:.1f} hours",)


def _date(table: Any, key: str) -> datetime | None:
    text = str(table.get(key) or "") if isinstance(table, dict) else ""
    try:
        date = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return date if date.tzinfo else None


def _close(root: Path) -> None:
    """Close the folder to other users, since it has tests and earlier results in it.

    The player's own files, and its Python environment, are elsewhere.
    """
    root.chmod(0o700)


def _require_memory(megabytes: int) -> None:
    """Refuse to grade if the container has so little memory that right work would lose points."""
    from torchgrade.sandbox.processes.container_memory import container_memory

    found = container_memory() / 1e6
    if found < _NEARLY * megabytes:
        raise AuthorError(
            f"expected a container with {megabytes:,} MB of memory ([limits] container_mb), found "
            f"{found:,.0f} MB: choose a larger one in the assignment's settings, then regrade"
        )


def _print(grade: Grade, notes: tuple[str, ...], *, students: bool) -> None:
    """Print information for instructors; of the tests, only points.

    If ``students`` can read it, information for staff is left out.
    """
    print(f"{grade.status}, handed in by {grade.student or 'unknown'}")
    for question in grade.questions:
        print(f"  {question.name}: {question.score:g} of {question.max_score:g}")
    if grade.score is not None:
        print(f"score: {grade.score:g} of {grade.max_score:g}")
    if grade.unmarked:
        print(f"to be marked by a person: {grade.unmarked:g} points")
    for note in (*(grade.notes if students else grade.flags), *notes):
        print(printable(f"note: {note}"))
    print(f"isolation: {'; '.join(grade.isolation) or 'nothing of the submission ran'}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
