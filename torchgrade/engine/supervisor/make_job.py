"""Make a referee's job from an autograder and a submission, and the outcome from its report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from torchgrade import datasets
from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.closed_paths import WITHOUT_WALLS
from torchgrade.engine.engine import CaseOutcome, Outcome, Selection
from torchgrade.engine.protocol.job import Job
from torchgrade.engine.protocol.report import Cases, Result, Shown
from torchgrade.engine.supervisor.cells import cells_of
from torchgrade.engine.supervisor.deferred_imports import COMPILER
from torchgrade.errors import GraderError
from torchgrade.files.hashing import digest_of
from torchgrade.sandbox.walls import NO_WALLS

__all__ = [
    "job_for",
    "job_of_layers",
    "libraries_of",
    "outcome_of",
    "seeds_of",
    "training_data",
]

_NAMED = {
    "pandas": ("pandas",),
    COMPILER: ("torch.func", "functorch", "vmap", "torch.compile", "_dynamo"),
}
"""Libraries -> what a notebook writes that uses them."""


def job_for(
    bundle: Bundle, submission: Path, seconds: int, tests: Selection, digest: str | None = None
) -> Job:
    """Make the job of grading a submission.

    No extra secret is needed: a question's secret is the digest of its tests, hidden ones included.

    Args:
        bundle: the autograder.
        submission: the folder with the notebook.
        seconds: the time limit for all of it.
        tests: the tests to run.
        digest: the hash of that folder, if the caller has it.
    """
    manifest = bundle.manifest
    by_number = bundle.otter.seed_variable is None
    handed_in = digest or digest_of(submission)
    digest = _salted(handed_in, tests.seed)
    return Job(
        bundle=str(bundle.folder.resolve()),
        digest=digest,
        key=hashlib.sha256((bundle.tests_digest + digest).encode()).hexdigest(),
        seeds=seeds_of(bundle, handed_in, tests.seed),
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
        inside=bundle.inside,
        as_in_otter=bundle.foreign,
    )


def seeds_of(bundle: Bundle, digest: str, seed: str = "") -> dict[str, str]:
    """Return the seeds of the questions' random inputs, which depend on their own tests and files.

    Changes of another question's tests do not affect them. They are salted with the lab's
    solutions: otherwise anybody could compute the seed of a question that only has public tests.

    Args:
        bundle: the autograder.
        digest: the hash of the submission.
        seed: changes them, for an author who proves tests.

    Returns:
        The stem of each test file -> its seed.
    """
    digest = _salted(digest, bundle.manifest.salt + seed)
    return {
        question: hashlib.sha256((tests + digest).encode()).hexdigest()
        for question, tests in bundle.question_digests.items()
    }


def _salted(digest: str, seed: str) -> str:
    return hashlib.sha256((digest + seed).encode()).hexdigest()


def job_of_layers(seconds: float) -> Job:
    """Make a job that only reports the layers of a player's sandbox, within so many seconds."""
    return Job(
        bundle="",
        digest="0" * 12,
        key="",
        cells=(),
        memory=2**30,
        only_isolate=True,
        seconds=seconds,
        cell_seconds=0,
        case_seconds=0,
    )


def libraries_of(job: Job) -> tuple[str, ...]:
    """Return the libraries that the fork server imports only for submissions that name them.

    Each loaded shared library makes every fork slower; pandas does by a quarter. The compiler takes
    most of a second to import, which each process of a submission would otherwise do by itself.
    """
    source = "\n".join(cell.source for cell in job.cells)
    return tuple(
        library for library, words in _NAMED.items() if any(word in source for word in words)
    )


def training_data(bundle: Bundle) -> tuple[str, tuple[str, ...]]:
    """Return the folder of the data set that the notebook may read, and its training files."""
    for name in bundle.manifest.datasets:
        found = datasets.training_files(name)
        if found is not None:
            place, files = found
            return str(place), tuple(str(path) for path in files)
    return "", ()


def outcome_of(shown: Shown, result: Result, isolation: Sequence[str], job: Job) -> Outcome:
    """Make the outcome of a run from what its referees reported.

    Args:
        shown: what a referee, perhaps an earlier one, reported before hidden cases.
        result: what it reported at its end, none of which a student may read.
        isolation: the layers of the sandbox.
        job: the job that they got.
    """
    flags = list(result.flags)
    if any(layer.startswith(NO_WALLS) for layer in isolation):
        flags.append(WITHOUT_WALLS)
    return Outcome(
        questions={
            name: _both(shown.questions[name], hidden) for name, hidden in result.questions.items()
        },
        errors=shown.errors,
        isolation=tuple(isolation),
        flags=tuple(flags),
        notes=shown.notes,
        outputs=shown.outputs,
        seconds=dict(shown.seconds),
        seed=job.key,
        seeds=job.seeds,
        details={(detail.question, detail.index): detail.text for detail in result.details},
    )


def _both(public: Cases, hidden: Cases) -> tuple[CaseOutcome, ...]:
    """Join a question's public and hidden cases, in the order of its test file.

    Raises:
        GraderError: one is neither among the public nor among the hidden.
    """
    cases = [one or other for one, other in zip(public, hidden, strict=True)]
    known = tuple(case for case in cases if case is not None)
    if len(known) != len(cases):
        raise GraderError("a referee left a test case out")
    return known
