"""Many edits of tests, many submissions: comparing, and grading one question, miss nothing.

After each edit all is graded anew, and the edited question alone. Both give the same grades, case
for case, and `compare` says of both what a loop over the cases of the grades finds.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.regrade.editing import KINDS, edited, hand_in, make_lab, write_lab
from torchgrade.cli.batch import Options, run
from torchgrade.records import Grade
from torchgrade.regrade import Comparison, compare, open_run

pytestmark = pytest.mark.usefixtures("warm")

Ends = dict[tuple[str, str, str], tuple[str, float]]
"""Submission, question and name of the test's function -> how it ended, and its points."""


def graded(autograder: Path, inbox: Path, out: Path, **options: Any) -> None:
    ended = run(Options(autograder, [inbox], out, jobs=0, **options))
    assert not ended.problems
    assert all(grade.is_whole for grade in ended.batch.grades)


def ends(out: Path) -> Ends:
    """Read how each case ended, from the JSON alone."""
    batch = json.loads((out / "grades.json").read_text())
    manifest = json.loads((out / "run.json").read_text())["manifest"]
    tests = {
        (question["name"], case["name"]): case["test"]
        for question in manifest["questions"]
        for case in question["cases"]
    }
    return {
        (grade["submission"], question["name"], tests[question["name"], case["name"]]): (
            case["status"],
            case["score"],
        )
        for grade in batch["grades"]
        for question in grade["questions"]
        for case in question["cases"]
    }


def told(comparison: Comparison) -> set[tuple[object, ...]]:
    """List what a comparison says of cases, in the words of `ends`."""
    return {
        (change.now.submission, question.name, case.test, *(
            None if one is None else (one.status, one.score) for one in (case.before, case.now)
        ))
        for change in comparison.changes
        for question in change.questions
        for case in question.cases
    }  # fmt: skip


def plain(grade: Grade) -> Grade:
    """Return a grade without what differs in any two runs, and without words of public tests.

    These are not shown where a question is graded by itself, since hidden tests had run before.
    """
    questions = tuple(
        replace(
            question,
            cases=tuple(
                replace(case, message="" if case.hidden or case.status == "passed" else "-")
                for case in question.cases
            ),
        )
        for question in grade.questions
    )
    return replace(
        grade, seconds=0, notebook_seconds=0, isolation=(), receipts=(), seed="",
        questions=questions, causes=(), mistakes=(),
    )  # fmt: skip


def check(seed: int, edits: int, students: int, root: Path) -> Counter[str]:
    """Edit, grade, compare; return how many cases each kind of edit has changed."""
    rng, found = random.Random(seed), Counter[str]()
    lab, inbox = make_lab(rng), root / "inbox"
    hand_in(rng, inbox, students)
    autograder, before = write_lab(lab, root / "lab0"), root / "all0"
    graded(autograder, inbox, before)
    for number in range(1, edits + 1):
        kind = list(KINDS)[number % len(KINDS)]
        lab, name = edited(rng, lab, kind)
        autograder = write_lab(lab, root / f"lab{number}")
        everything, alone = root / f"all{number}", root / f"alone{number}"
        graded(autograder, inbox, everything)
        graded(autograder, inbox, alone, merge=before, only=[name])
        whole, part = open_run(everything).batch, open_run(alone).batch
        assert [plain(g) for g in part.grades] == [plain(g) for g in whole.grades], (number, kind)
        olds, news = ends(before), ends(everything)
        assert ends(alone) == news
        differ = {
            (*key, olds.get(key), news.get(key))
            for key in {*olds, *news}
            if olds.get(key) != news.get(key)
        }
        for after in (everything, alone):
            comparison = compare(open_run(before), open_run(after))
            assert told(comparison) == differ, (number, kind)
            assert set(comparison.by_question) <= {name}
            said = {c.kind for _, q in comparison.by_question.get(name, ()) for c in q.causes}
            assert said <= {"tests", "points"}, said
            assert bool(said) == bool(differ)
        found[kind] += len(differ)
        print(f"edit {number}, {kind} in {name}: {len(differ)} cases end otherwise", flush=True)
        before = everything
    return found


def test_a_few(tmp_path: Path) -> None:
    found = check(seed=1, edits=len(KINDS), students=3, root=tmp_path)
    assert found["points"]
    assert found["a new case"]
    assert found["a hint reworded"] == 0 or found["tolerance"]


@pytest.mark.slow(reason="grades 10,100 submissions: a quarter of an hour")
def test_fifty_edits_of_a_hundred_submissions(tmp_path: Path) -> None:
    found = check(seed=2, edits=50, students=100, root=tmp_path)
    assert all(found[kind] for kind in ("points", "tolerance", "a new case", "a case removed"))
