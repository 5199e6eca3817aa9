"""A referee's report on an execution and its test cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from torchgrade.engine.protocol.report import Cases, Detail, Result, Shown
from torchgrade.engine.proxies.otter_tests import TestFile
from torchgrade.engine.referee.outcomes import CellRun, kept_outputs
from torchgrade.engine.referee.test_run import Runs

__all__ = ["result_of", "shown_of"]

Files = Mapping[str, TestFile]


def shown_of(
    files: Files, public: Runs, outcomes: Iterable[CellRun], notes: Iterable[str]
) -> Shown:
    """Report what a student may read.

    Args:
        files: the test files, by the stem of their name.
        public: the public cases.
        outcomes: the outcomes of the cells; those not in the notebook are left out.
        notes: for the student.
    """
    cells = [outcome for outcome in outcomes if outcome.cell]
    return Shown(
        questions=_questions(files, public),
        errors=tuple(one.error_record() for one in cells if one.error or one.why),
        outputs=kept_outputs(cells),
        seconds=tuple((one.cell, one.seconds) for one in cells),
        notes=tuple(notes),
    )


def result_of(files: Files, public: Runs, hidden: Runs, flags: Iterable[str]) -> Result:
    """Report the hidden cases, and what staff are told about all cases.

    Args:
        files: the test files, by the stem of their name.
        public: the public cases.
        hidden: the hidden cases.
        flags: further flags for staff.
    """
    flags, details = list(flags), list[Detail]()
    own: dict[str, None] = {}
    inside: dict[str, None] = {}
    access_denied: dict[str, None] = {}
    order = list(files)
    runs = (public | hidden).items()
    for (stem, index), run in sorted(runs, key=lambda r: (order.index(r[0][0]), r[0][1])):
        if run.died:
            flags.append(f"{stem}, case {index + 1}: {run.died}")
        elif run.ungraded:
            flags.append(f"{stem}, case {index + 1}: not graded, and not through the student")
        if run.details and not run.passed:
            details.append(Detail(files[stem].name, index, run.details))
        if run.own_decides and run.passed:
            own[files[stem].name] = None
        if run.access_denied and not run.passed:
            access_denied[files[stem].name] = None
        if run.inside:
            inside[files[stem].name] = None
    if inside:
        flags.append(
            "tests ran beside the student's objects, as in plain otter, where their code could "
            "forge them: " + ", ".join(inside)
        )
    if own:
        flags.append(
            "operators of the student's own classes had a say, as they have in plain otter, in "
            + ", ".join(own)
        )
    if access_denied:
        flags.append(
            "a failed test was denied access to a path or an address, in "
            f"{', '.join(access_denied)}: "
            "if it is the test's own, put the file among the autograder's"
        )
    return Result(questions=_questions(files, hidden), flags=tuple(flags), details=tuple(details))


def _questions(files: Files, runs: Runs) -> dict[str, Cases]:
    """Return the outcomes of each question's cases, in order, without cases not in `runs`."""
    return {
        test_file.name: tuple(
            runs[stem, index].outcome() if (stem, index) in runs else None
            for index in range(len(test_file.test_cases))
        )
        for stem, test_file in files.items()
    }
