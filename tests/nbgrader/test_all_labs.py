"""The whole curriculum in one nbgrader course: made, graded into its gradebook, and exported."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.nbpeople import Person
from torchgrade.course import Course

LABS = Course(Path(__file__).parents[2])


@pytest.mark.slow(reason="ten labs, each made, graded and exported by nbgrader's commands: minutes")
def test_all_labs_are_in_one_course(tmp_path: Path) -> None:
    """Of each the solution has what needs neither weights nor a GPU; the blank release nothing."""
    hub = tmp_path / "deep-learning"
    Person("author", tmp_path, LABS.root).torchgrade("nbgrader", str(hub), *LABS.lab_names)
    teacher = Person("teacher", tmp_path, hub)
    scores = {}
    for name in LABS.lab_names:
        for student in ("solver", "blank"):
            shutil.copytree(hub / "release" / name, hub / "submitted" / student / name)
        solved = hub / "source" / name / f"{name}.ipynb"
        shutil.copy(solved, hub / "submitted" / "solver" / name)
        out = hub / "grades" / name
        options = ["--course", str(hub), "--gradebook", "gradebook.db", "--out", str(out)]
        teacher.torchgrade("grade", name, "submitted", *options)
        for grade in json.loads((out / "grades.json").read_text())["grades"]:
            student, _, lab = grade["submission"].partition("/")
            assert (lab, grade["status"]) == (name, "graded")
            scores[name, student] = grade["score"]
            assert student == "blank" or [c for c in lost(grade) if not is_excused(c)] == []
    teacher.nbgrader("export")
    with (hub / "grades.csv").open() as rows:
        kept = {(r["assignment"], r["student_id"]): float(r["score"]) for r in csv.DictReader(rows)}
    assert kept == scores
    assert all(scores[name, "blank"] == 0 for name in LABS.lab_names)


def lost(grade: Any) -> list[Any]:
    """The test cases of a grade that did not pass."""
    return [c for q in grade["questions"] for c in q["cases"] if c["status"] != "passed"]


def is_excused(case: Any) -> bool:
    """Nobody trained here, so that there are no weights to hand in, and there may be no GPU."""
    return case["status"] == "pending" or "weights.load_handed_in" in case["message"]
