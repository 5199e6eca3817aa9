"""The same grade made again: what of its receipt is not here, or what came of it now."""

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
    """What came of a grade that was made again.

    ``status`` says how it ended where that is another end than before, ``questions`` are those that
    differ, ``messages`` is how many tests say something else although they end as before, and
    ``environment`` which versions and machines are others now.
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
    """Read the grades that are to be made again.

    Args:
        path: a file grade.json, the folder that it lies in, or the --out folder of a run.

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
            f"{error}; expected a {_FILE} that `torchgrade grade` has written: it lies in --out, "
            "in the folder of its submission"
        ) from None


def not_here(grade: Grade, here: Receipt) -> tuple[str, ...]:
    """List what decided about a grade and is another here: then it can't be made again.

    Args:
        grade: with its receipts.
        here: by what it would be made now.
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
    """Compare a grade with the one that was made again, case by case.

    What people changed by hand, and what lateness costs, which no submission tells, are no part of
    it. Nor is what tests said, which is only counted.

    Args:
        grade: as it is stored.
        again: made now of the same submission, with the same tests.
        manifest: of the autograder.
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
    """Count the tests that end as before and say something else; what was never shown is none."""
    said = {case.name: case for question in again.questions for case in question.cases}
    return sum(
        case.name in said
        and case.status == said[case.name].status
        and case.message not in (said[case.name].message, Note.AFTER_HIDDEN.text())
        for question in graded.questions
        for case in question.cases
    )
