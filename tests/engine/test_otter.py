"""The real `otter run`: right and wrong work, and notebooks that hang, die or forge."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import nbformat
import pytest

from tests.support import source, tiny
from tests.support.source import BuiltCourse
from torchgrade import notebook as nb
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.otter import OtterEngine, own_name
from torchgrade.grade import Submission, grade_all, run_notebook
from torchgrade.records import Grade
from torchgrade.verify import write_samples

OTTER = "otter starts a kernel for each submission, which takes eight seconds"


def with_first_cell(built: BuiltCourse, tmp_path: Path, name: str, code: str) -> Submission:
    """The solution, with `code` before everything else."""
    notebook = nb.read(built.lab.solutions / "hello.ipynb")
    notebook.cells[0]["source"] = f"{code}\n{notebook.cells[0]['source']}"
    path = tmp_path / f"{name}.ipynb"
    nb.write(notebook, path)
    return Submission(path, path.name)


def grade(built: BuiltCourse, submission: Submission, *, seconds: int = 120) -> Grade:
    with open_bundle(built.lab.autograder_zip) as bundle:
        limited = dataclasses.replace(bundle.manifest, seconds=seconds)
        short = Bundle(bundle.folder, limited, bundle.config)
        return run_notebook(short, submission, OtterEngine())[0]


@pytest.mark.slow(reason=OTTER)
def test_solution_blank_and_mistake_get_what_they_earned(
    built: BuiltCourse, tmp_path: Path
) -> None:
    written = write_samples(built.lab, tmp_path, mistakes=1)
    found = [Submission(tmp_path / name, name) for name in written]
    with open_bundle(built.lab.autograder) as bundle:
        grades = {
            one.grade.submission: one.grade
            for one in grade_all(bundle, found, OtterEngine(), jobs=2)
        }
    assert {name: g.score for name, g in grades.items()} == {
        "solution": 8,
        "blank": 0,
        "no_shift": 1,
    }
    assert all(g.status == "graded" and g.unmarked == 2 for g in grades.values())
    wrong = grades["no_shift"].questions[0].cases[1]
    assert "AssertionError" in wrong.message
    assert wrong.hint.startswith("Large scores")
    assert any("cell" in flag for flag in grades["blank"].flags) is False


@pytest.mark.slow(reason=OTTER)
def test_an_endless_loop_is_refused_and_ends(built: BuiltCourse, tmp_path: Path) -> None:
    result = grade(built, with_first_cell(built, tmp_path, "loop", "while True: pass"), seconds=12)
    assert result.status == "rejected"
    assert "within 12 s" in result.message
    assert result.score is None


@pytest.mark.slow(reason=OTTER)
def test_a_kernel_that_dies_is_ungraded_not_zero(built: BuiltCourse, tmp_path: Path) -> None:
    result = grade(built, with_first_cell(built, tmp_path, "die", "import os; os._exit(0)"))
    assert (result.status, result.score) == ("ungraded", None)


@pytest.mark.slow(reason=OTTER)
def test_errors_in_cells_are_flagged_by_number_and_builtin_name_only(
    built: BuiltCourse, tmp_path: Path
) -> None:
    code = "class Secret(Exception): pass\nraise Secret('the hidden test')"
    result = grade(built, with_first_cell(built, tmp_path, "raises", code))
    assert "cell 1 raised an error" in result.flags
    assert "Secret" not in str(result.flags)


@pytest.mark.slow(reason=OTTER)
def test_a_notebook_before_cells_had_ids_is_graded(built: BuiltCourse, tmp_path: Path) -> None:
    submission = with_first_cell(built, tmp_path, "old", "raise ValueError('x')")
    notebook = json.loads(submission.path.read_text("utf-8"))
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        cell.pop("id")
    submission.path.write_text(json.dumps(notebook), "utf-8")
    result = grade(built, submission)
    assert result.status == "graded", result.message
    assert "cell 1 raised ValueError" in result.flags


@pytest.mark.slow(reason=OTTER)
def test_bad_input_is_rejected_and_the_rest_is_graded(built: BuiltCourse, tmp_path: Path) -> None:
    bad = ("broken.ipynb", "broken.zip")
    for name in bad:
        (tmp_path / name).write_bytes(b"{")
    found = [Submission(tmp_path / name, name) for name in bad]
    found.append(Submission(built.lab.solutions / "hello.ipynb", "hello.ipynb"))
    with open_bundle(built.lab.autograder) as bundle:
        graded = [one.grade for one in grade_all(bundle, found, OtterEngine())]
    grades = {grade.submission: grade for grade in graded}
    for name in bad:
        assert grades[name].status == "rejected"
        assert grades[name].message
    assert grades["hello.ipynb"].score == 8


def test_a_fault_of_ours_is_ungraded_not_zero(built: BuiltCourse) -> None:
    class Broken:
        name = "broken"

        def run(self, *args: object, **kwargs: object) -> None:
            raise RuntimeError("the disk is full")

    with open_bundle(built.lab.autograder) as bundle:
        submission = Submission(built.lab.solutions, "solution")
        result, _ = run_notebook(bundle, submission, Broken())  # type: ignore[arg-type]
    assert (result.status, result.score) == ("ungraded", None)
    assert "the disk is full" in result.message


@pytest.mark.slow(reason=OTTER)
def test_a_question_is_tested_at_its_check_whatever_the_assignment_is_called(
    tmp_path: Path,
) -> None:
    cells = [
        'import otter\ngrader = otter.Notebook("hw01.ipynb")',
        "x = 1\ngrader.check('q1')",
        "x = 2",
    ]
    bundle, submission = tiny.make(tmp_path, cells, {"q1": "def test_a(x):\n    assert x == 1"})
    assert bundle.manifest.lab != "hw01"
    graded, outcome = run_notebook(bundle, submission, OtterEngine())
    assert outcome is not None
    assert not outcome.errors
    assert graded.score == 1


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('grader = otter.Notebook("hw 1.ipynb")', "hw 1.ipynb"),
        ("grader = Notebook('Übung-1.ipynb', tests_dir='t')", "Übung-1.ipynb"),
        ("grader = otter.Notebook()", "lab.ipynb"),
        ('grader = otter.Notebook("../other.ipynb")', "lab.ipynb"),
        ('grader = otter.Notebook(".hidden.ipynb")', "lab.ipynb"),
        (f'grader = otter.Notebook("{"a" * 300}.ipynb")', "lab.ipynb"),
    ],
)
def test_a_notebook_has_the_name_that_it_gives_itself(tmp_path: Path, cell: str, name: str) -> None:
    path = tmp_path / "lab.ipynb"
    nb.write(nb.normalise(nbformat.v4.new_notebook(cells=[source.code(cell)])), path)
    assert own_name(path) == name
