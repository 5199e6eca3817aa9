"""Verdicts on test cases that need a GPU: made on a machine with one, used on those without.

They are stored in one file of an autograder, which no player sees, by the digest of the submission:

    {"tests": DIGEST, "submissions": {DIGEST: {"q5 - 1": {"passed": true, "message": "..."}}}}
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from torchgrade.bundle.bundle import Bundle, open_bundle
from torchgrade.course import VERDICTS
from torchgrade.engine.engine import CaseOutcome, Outcome
from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import replacing
from torchgrade.records import Grade, Manifest

__all__ = [
    "VerdictFile",
    "Verdicts",
    "apply_verdicts",
    "check_target",
    "pack_verdicts",
    "stored_verdicts",
]

Verdicts = Mapping[str, CaseOutcome]
"""The name of a test case -> its outcome."""


@dataclass(frozen=True)
class Verdict:
    """The verdict on a test case that needs a GPU, with its message."""

    passed: bool
    message: str


@dataclass(frozen=True)
class VerdictFile:
    """The content of an autograder's file of verdicts.

    ``tests`` is the digest of the tests that they were made with: they don't hold for others.
    ``submissions`` has the verdicts by the digest of a submission and the name of a test case.
    """

    tests: str
    submissions: dict[str, dict[str, Verdict]]


def apply_verdicts(manifest: Manifest, outcome: Outcome, verdicts: Verdicts) -> Outcome:
    """Return an outcome whose pending cases get their verdicts, as far as there are any."""
    names = {
        question.name: [case.name for case in question.cases] for question in manifest.questions
    }
    return replace(
        outcome,
        questions={
            question: tuple(
                verdicts.get(name, result) if result.pending else result
                for name, result in zip(names[question], results, strict=True)
            )
            if len(names.get(question, ())) == len(results)
            else results  # `score` complains about that
            for question, results in outcome.questions.items()
        },
    )


def stored_verdicts(bundle: Bundle, digest: str) -> Verdicts:
    """Read an autograder's verdicts for a submission.

    Raises:
        GraderError: its file of verdicts is damaged.
    """
    try:
        found = _read(bundle).get(digest, {})
    except FormError as error:
        raise GraderError(
            f"{VERDICTS} of the autograder is damaged ({error}): make it again with `torchgrade "
            "grade --pack`"
        ) from None
    return {name: CaseOutcome(one.passed, one.message, gpu=True) for name, one in found.items()}


def check_target(bundle: Bundle, path: Path) -> None:
    """Check that verdicts can go into a zip.

    Raises:
        AuthorError: there is no such zip, or its tests are not those of ``bundle``.
    """
    if not path.is_file():
        raise AuthorError(f"--pack: {path} is not a file: expected the zip of the autograder")
    with open_bundle(path) as target:
        if target.tests_digest != bundle.tests_digest:
            raise AuthorError(
                f"--pack: the tests in {path} are not those that grade here. Build the lab, and "
                "grade with what that gives."
            )


def pack_verdicts(bundle: Bundle, grades: Iterable[Grade], path: Path) -> int:
    """Put the verdicts on cases that need a GPU into an autograder's zip, all or none.

    Verdicts already in the zip stay, unless there are newer ones for the same submission.

    Args:
        bundle: the autograder that made the grades.
        grades: the grades; their pending cases are left out.
        path: the zip; it must have the same tests.

    Returns:
        The number of submissions for which the zip now has verdicts.

    Raises:
        AuthorError: as :func:`check_target`.
    """
    check_target(bundle, path)
    with open_bundle(path) as target:
        try:
            submissions = dict(_read(target))
        except FormError:
            submissions = {}  # damaged: write it again with what is known
    for grade in grades:
        decided = {
            case.name: Verdict(case.status == "passed", case.message)
            for question in grade.questions
            for case in question.cases
            if case.gpu and case.status in ("passed", "failed")
        }
        if decided:
            submissions[grade.digest] = decided
    content = asdict(VerdictFile(bundle.tests_digest, submissions))
    _replace_member(path, json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False))
    return len(submissions)


def _read(bundle: Bundle) -> dict[str, dict[str, Verdict]]:
    """Read the verdicts by submission; none if they were made with other tests.

    Raises:
        FormError: the file is damaged; the message names the field.
    """
    path = bundle.folder / VERDICTS
    if not path.is_file():
        return {}
    content = read_json(path, VerdictFile)
    return content.submissions if content.tests == bundle.tests_digest else {}


def _replace_member(path: Path, text: str) -> None:
    """Rewrite a zip with this file of verdicts in it; the rest stays byte for byte."""
    with (
        replacing(path) as made,
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != VERDICTS:
                new.writestr(member, old.read(member))
        entry = zipfile.ZipInfo(
            VERDICTS
        )  # with the earliest time, so that the same verdicts give the same bytes
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
        new.writestr(entry, text)
