"""Write the grades of a run: CSV, JSON, and a folder for each submission. Nothing half-written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from torchgrade.records import Batch, Grade, Manifest, SimilarWeights
from torchgrade.results.gradescope import to_gradescope
from torchgrade.results.html import feedback, report
from torchgrade.writing import write_text

__all__ = ["submission_folder", "to_json", "write_batch", "write_submission"]


def submission_folder(grade: Grade) -> PurePosixPath:
    """Return where the files of a submission go, below the output folder."""
    return PurePosixPath("submissions") / grade.submission


def to_json(data: Any) -> str:
    """Write plain data down as JSON."""
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_submission(
    grade: Grade, manifest: Manifest, config: dict[str, Any], out: Path, *, dataset: str = ""
) -> None:
    """Write ``results.json`` and ``feedback.html`` of one submission, as soon as it is graded.

    Args:
        grade: the grade of the submission.
        manifest: of the autograder that made it.
        config: the autograder's ``otter_config.json``.
        out: the output folder of the run.
        dataset: what tests measured on, for people to read.
    """
    folder = out / submission_folder(grade)
    gradescope = to_gradescope(grade, config, dataset, leaderboard=manifest.leaderboard)
    results = folder / "results.json"
    if gradescope is None:
        results.unlink(missing_ok=True)  # one of an earlier run would pass for this one's
    else:
        write_text(results, to_json(gradescope))
    write_text(folder / "feedback.html", feedback(grade, manifest, dataset))


def write_batch(batch: Batch, manifest: Manifest, out: Path) -> None:
    """Write ``grades.csv``, ``grades.json`` and ``report.html`` of a whole run.

    And ``similar_weights.csv``, where weights were handed in that are alike.
    """
    write_text(out / "grades.json", to_json(batch.to_dict()))
    write_text(out / "grades.csv", _csv(batch, manifest))
    similar = out / "similar_weights.csv"
    if batch.similar:
        write_text(similar, _similar(batch.similar))
    else:
        similar.unlink(missing_ok=True)  # one of an earlier run
    write_text(out / "report.html", report(batch, manifest))


def _csv(batch: Batch, manifest: Manifest) -> str:
    questions = [question.name for question in manifest.questions if not question.manual]
    text = io.StringIO()
    rows = csv.writer(text)
    fixed = ["submission", "student", "sid", "submitted_at", "status", "score", "max_score"]
    rows.writerow(
        [*fixed, "pending", "unmarked", *questions, "seconds", "release", "message", "flags"]
    )
    for grade in batch.grades:
        scores = {question.name: question.score for question in grade.questions}
        rows.writerow(
            [
                _cell(value)
                for value in (
                    grade.submission,
                    grade.student,
                    grade.sid,
                    grade.submitted_at,
                    grade.status,
                    "" if grade.score is None else f"{grade.score:g}",
                    f"{grade.max_score:g}",
                    f"{grade.pending:g}",
                    f"{grade.unmarked:g}",
                    *(f"{scores[name]:g}" if name in scores else "" for name in questions),
                    f"{grade.seconds:.3f}",
                    grade.release,
                    grade.message,
                    "; ".join(grade.flags),
                )
            ]
        )
    return text.getvalue()


def _similar(pairs: Sequence[SimilarWeights]) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["first", "second", "file", "other_file", "identical", "cosine"])
    for pair in pairs:
        names = (pair.first, pair.second, pair.file, pair.other_file)
        said = "yes" if pair.identical else "no"
        rows.writerow([*map(_cell, names), said, f"{pair.cosine:.6f}"])
    return text.getvalue()


def _cell(value: str) -> str:
    """Keep a spreadsheet from running what a student wrote as a formula."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
