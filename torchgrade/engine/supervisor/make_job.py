"""A referee's task, made of an autograder and a submission, and its answer, as an outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torchgrade import datasets
from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.closed_paths import WITHOUT_WALLS
from torchgrade.engine.engine import CaseOutcome, CellError, Outcome, Selection
from torchgrade.engine.protocol.job import Job
from torchgrade.engine.supervisor.cells import cells_of
from torchgrade.hashing import digest_of
from torchgrade.records import CellOutput
from torchgrade.sandbox.walls import NO_WALLS

__all__ = ["job_for", "outcome_of", "training_data"]


def job_for(
    bundle: Bundle, submission: Path, seconds: int, tests: Selection, digest: str | None = None
) -> Job:
    """Make the job of grading a submission.

    Whoever has the hidden tests needs no secret: the autograder's is their digest.

    Args:
        bundle: the autograder.
        submission: the folder with the notebook.
        seconds: that all of it may take.
        tests: those to run.
        digest: the hash of that folder, where the caller has it.
    """
    manifest = bundle.manifest
    by_number = bundle.otter.seed_variable is None
    digest = hashlib.sha256(((digest or digest_of(submission)) + tests.seed).encode()).hexdigest()
    return Job(
        bundle=str(bundle.folder.resolve()),
        digest=digest,
        secret=hashlib.sha256((bundle.tests_digest + digest).encode()).hexdigest(),
        cells=cells_of(submission / f"{manifest.lab}.ipynb", bundle.otter),
        seconds=seconds,
        cell_seconds=min(manifest.cell_seconds, seconds),
        case_seconds=min(manifest.case_seconds, seconds),
        memory=manifest.memory_mb * 2**20,
        imports=dict(manifest.imports),
        objects=("*",) if bundle.foreign else manifest.objects,
        in_place=("*",) if bundle.foreign else manifest.in_place,
        torch_seed=bundle.otter.seed if by_number else None,
        evaluation=str(bundle.evaluation.resolve()) if bundle.evaluation else "",
        questions=tests.questions,
        order=tests.order,
    )


def training_data(bundle: Bundle) -> tuple[str, tuple[str, ...]]:
    """Give the place of the data set that the notebook may read, and its training files."""
    for name in bundle.manifest.datasets:
        found = datasets.training_files(name)
        if found is not None:
            place, files = found
            return str(place), tuple(str(path) for path in files)
    return "", ()


def outcome_of(
    shown: dict[str, Any], result: dict[str, Any], isolation: Sequence[str], seed: str
) -> Outcome:
    """Read a referee's answer.

    Args:
        shown: what a referee, perhaps an earlier one, said before it began with hidden cases.
        result: what it said at its end: of all that a student may read, it says nothing.
        isolation: the layers of the sandbox.
        seed: that of the tests' random inputs.
    """
    flags = list(result["flags"])
    if any(layer.startswith(NO_WALLS) for layer in isolation):
        flags.append(WITHOUT_WALLS)
    return Outcome(
        questions={
            name: tuple(
                _case(public or hidden)
                for public, hidden in zip(shown["questions"][name], cases, strict=True)
            )
            for name, cases in result["questions"].items()
        },
        errors=tuple(CellError(**error) for error in shown["errors"]),
        isolation=tuple(isolation),
        flags=tuple(flags),
        notes=tuple(shown["notes"]),
        outputs=tuple(CellOutput(o["cell"], o["text"]) for o in shown["outputs"]),
        seconds={int(cell): float(seconds) for cell, seconds in shown["seconds"]},
        seed=seed,
        details={(name, int(index)): text for name, index, text in result["details"]},
    )


def _case(content: dict[str, Any]) -> CaseOutcome:
    return CaseOutcome(content["passed"], str(content["message"]), content["gpu"])
