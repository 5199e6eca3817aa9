"""Reproduces a grade: what of its receipt is not available, or the result now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.regular import why
from torchgrade.notes import Note
from torchgrade.records import Grade, Manifest, Receipt
from torchgrade.regrade.causes import environment_between, receipt_for
from torchgrade.regrade.comparison import QuestionChange, questions_changed
from torchgrade.regrade.overrides import as_graded
from torchgrade.results.consistency import check_grade
from torchgrade.results.ledger import GradeFile, read_files

__all__ = ["Replayed", "not_here", "read_receipts", "replayed"]

_FILE = "grade.json"


@dataclass(frozen=True)
class Replayed:
    """The result of reproducing a grade.

    ``status`` is the new status, if it differs, ``questions`` are those that differ, ``messages``
    is how many tests have another message but the same result, and ``environment`` are the versions
    and machines that have changed.
    """

    status: str
    questions: tuple[QuestionChange, ...]
    messages: int
    environment: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether it is the same grade, case by case."""
        return not (self.status or self.questions)


def read_receipts(path: Path) -> list[Grade]:
    """Read the grades to reproduce.

    Args:
        path: a file grade.json, its folder, or the --out folder of a run.

    Raises:
        AuthorError: there are none, or they can't be read.
    """
    file = path / _FILE if path.is_dir() else path
    if path.is_dir() and not file.is_file():
        return [found.grade for found in read_files(path)]
    try:
        return [read_json(file, GradeFile, check_grade).grade]
    except OSError as error:
        raise AuthorError(f"{file} can't be read: {why(error)}") from None
    except FormError as error:
        raise AuthorError(
            f"{error}; expected a {_FILE} written by `torchgrade grade`: it is in --out, "
            "in the folder of its submission"
        ) from None


def not_here(grade: Grade, here: Receipt) -> tuple[str, ...]:
    """List what decided about a grade but differs here, so that it can't be reproduced.

    Args:
        grade: the grade, with its receipts.
        here: the receipt that it would get now.
    """
    if not grade.receipts:
        return ("it has no receipt: an earlier torchgrade graded it",)
    found = []
    names = [name for receipt in grade.receipts for name in receipt.tests]
    others = [
        name
        for name in names
        if (made := receipt_for(grade, name)) and made.tests[name] != here.tests.get(name)
    ]
    if others:
        found.append(f"the tests of {', '.join(others)} are others")
    if more := [name for name in here.tests if name not in names]:
        found.append(f"there is no receipt for {', '.join(more)}")
    for made in grade.receipts:
        found += _others(made, here)
    return tuple(dict.fromkeys(found))


def _others(made: Receipt, here: Receipt) -> list[str]:
    said: Mapping[str, bool] = {
        f"it is a grade of {made.lab}, and this is {here.lab}": made.lab != here.lab,
        f"the engine was {made.engine}, and is {here.engine}": made.engine != here.engine,
        "files that come with the autograder are others": made.files != here.files,
        "limits or settings are others": made.settings != here.settings,
        "the lab's solution is another, and with it all random inputs": made.salt != here.salt,
        f"measured on {made.dataset or 'no data'}, and here is {here.dataset or 'no data'}": (
            made.dataset != here.dataset
        ),
        "the images that tests measure on are others": (
            bool(made.data and here.data) and made.data != here.data
        ),
    }
    return [text for text, differs in said.items() if differs]


def replayed(grade: Grade, again: Grade, manifest: Manifest) -> Replayed:
    """Compare a grade with the reproduced one, case by case.

    Overrides and late penalties, which don't depend on the submission, are ignored. Different
    messages of tests are only counted.

    Args:
        grade: the stored grade.
        again: the new grade of the same submission, with the same tests.
        manifest: the autograder's manifest.
    """
    graded = replace(as_graded(grade, manifest), lateness=None)
    status = ""
    if (graded.status, _why(graded)) != (again.status, _why(again)):
        status = f"{graded.status} before, {again.status} now: {_why(again) or _why(graded)}"
    names = manifest.test_names
    environment = [
        cause.text
        for made in grade.receipts
        for cause in environment_between(made, again.receipts[0] if again.receipts else None)
    ]
    return Replayed(
        status,
        questions_changed(graded, again, names, names),
        _other_words(graded, again),
        tuple(dict.fromkeys(environment)),
    )


def _why(grade: Grade) -> str:
    return grade.message if grade.status == "rejected" else ""


def _other_words(graded: Grade, again: Grade) -> int:
    """Count the tests with the same result and another message, if messages are known."""
    said = {case.name: case for question in again.questions for case in question.cases}
    return sum(
        case.name in said
        and case.status == said[case.name].status
        and case.message not in (said[case.name].message, Note.AFTER_HIDDEN.text())
        for question in graded.questions
        for case in question.cases
    )
