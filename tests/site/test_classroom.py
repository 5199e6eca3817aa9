"""The autograder that the docs give for Classroom 50: it is run, and writes what is read there."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.support.command import torchgrade_here
from tests.support.source import BuiltCourse

SCRIPT = Path(__file__).parents[2] / "docs" / "classroom" / "autograder.py"
WHOLE = {"type": "integer", "minimum": 0}
SCHEMA = {  # what Classroom 50's schemas/result-v1.schema.json asks of an autograder
    "type": "object",
    "required": [
        *("schema", "classroom", "assignment", "submission", "commit", "release", "review"),
        *("datetime", "score", "max-score", "tests"),
    ],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": WHOLE,
        "max-score": WHOLE,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": {"type": "string", "minLength": 1},
                    "passed": {"type": "boolean"},
                    "score": WHOLE,
                    "max-score": WHOLE,
                },
            },
        },
    },
}
TOLD = {
    "CLASSROOM": "dl",
    "ASSIGNMENT": "hello",
    "SUBMISSION_TAG": "submit/2026-11-30T10-00-00Z-a1b2c3d",
    "COMMIT_URL": "https://github.test/commit",
    "RELEASE_URL": "https://github.test/release",
}


@pytest.fixture
def bundle(built: BuiltCourse, tmp_path: Path) -> Path:
    folder = tmp_path / "autograders" / "hello"
    shutil.copytree(built.lab.release, folder)
    return Path(shutil.copy(SCRIPT, folder))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(("kind", "score"), [("solution", 1), ("release", 0), ("broken", 0)])
def test_points_of_public_tests(
    bundle: Path, built: BuiltCourse, kind: str, score: int, tmp_path: Path, monkeypatch: Any
) -> None:
    handed_in = tmp_path / "hello.ipynb"
    folder = built.lab.solutions if kind == "solution" else built.lab.release
    shutil.copy(folder / "hello.ipynb", handed_in)
    if kind == "broken":
        handed_in.write_text("<<<<<<< HEAD")
    for name, value in TOLD.items():
        monkeypatch.setenv(name, value)
    if kind != "solution":  # once in a process of its own, with a fork server of its own

        def here(command: list[str | Path], check: bool) -> None:
            assert command[1:3] == ["-m", "torchgrade"]
            assert torchgrade_here(*command[3:], cwd=tmp_path).returncode == 0

        monkeypatch.setattr(subprocess, "run", here)
    script = runpy.run_path(str(bundle))
    graded = script["grade"](bundle.with_name("hello.ipynb"), handed_in, tmp_path)
    written = json.loads(json.dumps(script["result"](graded)))
    jsonschema.validate(written, SCHEMA)
    assert (written["score"], written["max-score"]) == (score, 1)
    assert [test["passed"] for test in written["tests"]] == [score == 1]


def test_half_points_are_given_in_hundredths() -> None:
    case = {"status": "passed"}
    questions = [
        {"name": "q1", "score": 0.5, "max_score": 1.0, "cases": [case, {"status": "failed"}]},
        {"name": "q2_why", "score": 0.0, "max_score": 2.0, "cases": []},
    ]
    tests_of = runpy.run_path(str(SCRIPT))["tests_of"]
    assert tests_of({"status": "graded", "questions": questions}) == [
        {"test-name": "q1", "passed": False, "score": 50, "max-score": 100}
    ]
