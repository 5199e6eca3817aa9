"""What a grade was made with, so that it can be reproduced: versions, data set, receipts."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import torchgrade
from torchgrade import datasets
from torchgrade.bundle.bundle import Bundle
from torchgrade.course import SETTINGS
from torchgrade.engine.engine import Engine
from torchgrade.records import Batch, Grade, Receipt

__all__ = ["choice_of", "dataset_of", "new_batch", "receipt_of", "with_receipt"]

_PACKAGES = ("torch", "torchvision", "numpy", "otter-grader")
_DECIDED_ELSEWHERE = ("lab", "title", "stamp", "questions", "salt", "outstanding", "leaderboard")
"""Fields of a manifest that are not settings: points are in the grade, the salt is separate."""


def new_batch(bundle: Bundle, engine: Engine, grades: Sequence[Grade]) -> Batch:
    """Return the grades of a run, together with what they were made with."""
    versions = {**_versions(), "autograder": bundle.build}
    return Batch(bundle.manifest.lab, engine.name, dataset_of(bundle), versions, tuple(grades))


def dataset_of(bundle: Bundle) -> str:
    """Name the data set that tests use here: the lab's, or its stand-in.

    Empty for a lab without data.
    """
    choice = choice_of(bundle)
    if choice is None:
        return ""
    return f"{choice.name} (stands in for {choice.wanted})" if choice.stands_in else choice.name


def choice_of(bundle: Bundle) -> datasets.Choice | None:
    """Return the data set that tests use here; None for a lab without data."""
    settings = bundle.support_files / SETTINGS
    if bundle.foreign or not settings.is_file() or not datasets.named_in(settings):
        return None
    return datasets.for_lab(settings, quiet=True, evaluation=bundle.evaluation)


def receipt_of(bundle: Bundle, engine: Engine) -> Receipt:
    """Return the receipt for the grades of a run."""
    manifest = bundle.manifest
    known = bundle.test_digests
    return Receipt(
        lab=manifest.lab,
        engine=engine.name,
        build=bundle.build,
        files=bundle.files_digest,
        settings=_settings(bundle),
        salt=_hash(manifest.salt),
        tests={q.name: known.get(q.name, "") for q in manifest.questions if not q.manual},
        dataset=dataset_of(bundle),
        data=bundle.evaluation_digest,
        zip=bundle.zip_digest,
        versions=_versions(),
        environment=_environment(),
        machine=f"{platform.system()} {platform.machine()}",
    )


def with_receipt(grade: Grade, receipt: Receipt, questions: Collection[str]) -> Grade:
    """Return a grade, some questions of which were graded again, with a receipt for these.

    Earlier receipts stay for the other questions; one without any left is dropped.
    """
    made = {name: one for one in grade.receipts for name in one.tests}
    made |= dict.fromkeys(questions, receipt)
    grouped: list[tuple[Receipt, dict[str, str]]] = []
    for name in (name for name in receipt.tests if name in made):
        bare = replace(made[name], tests={})
        tests = next((tests for known, tests in grouped if known == bare), None)
        if tests is None:
            grouped.append((bare, tests := {}))
        tests[name] = made[name].tests[name]
    return replace(grade, receipts=tuple(replace(bare, tests=tests) for bare, tests in grouped))


def _settings(bundle: Bundle) -> str:
    manifest = asdict(bundle.manifest)
    rules = {name: value for name, value in manifest.items() if name not in _DECIDED_ELSEWHERE}
    config = {name: value for name, value in bundle.config.items() if name != "token"}
    return _hash(json.dumps([rules, config], sort_keys=True, default=str))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _versions() -> dict[str, str]:
    own = {"torchgrade": torchgrade.__version__, "python": platform.python_version()}
    return {**own, **{package: importlib.metadata.version(package) for package in _PACKAGES}}


@cache
def _environment() -> str:
    """Hash the names and versions of all installed packages, from the names of their folders."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    found = {path.name for folder in folders for path in folder.glob("*.dist-info")}
    return _hash("\n".join(sorted(found)))
