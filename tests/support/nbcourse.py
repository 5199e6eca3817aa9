"""An nbgrader course of a few cells, released by the real `nbgrader generate_assignment`."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import alembic
import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from tests.support import tiny
from torchgrade.grade import Engine, grade_all, open_bundle
from torchgrade.gradecells import answer_id, grade_cells
from torchgrade.recording import Recorder
from torchgrade.records import Grade, Manifest, QuestionSpec
from torchgrade.results.gradebook import open_course

COURSE = "deep-learning"
TESTS = {
    "q1": """
        @test_case(points=1, hidden=False)
        def test_two(double):
            assert double(2) == 4, f"double(2) is {double(2)}, expected 4"

        @test_case(points=2, hidden=True, failure_message="Try other numbers.")
        def test_more(double):
            assert double(20) == 40, "the secret is 40"
    """,
    "q2": """
        @test_case(points=3, hidden=True)
        def test_negative(half):
            assert half(-2) == -1
    """,
}
RIGHT = {
    "q1-answer": "def double(x):\n    return 2 * x\nprint('doubled')",
    "q2-answer": "def half(x):\n    return x / 2",
    "q3-answer": "Because it is ½ of it.",
}
Edit = Callable[[Any], None]


@dataclass(frozen=True)
class NbCourse:
    """A course with a gradebook, and what a test does with it."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "gradebook.db"

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        with Gradebook(f"sqlite:///{self.database}", COURSE) as gradebook:
            yield gradebook

    def hand_in(
        self,
        student: str,
        answers: Mapping[str, str] = RIGHT,
        *,
        lab: str = "lab",
        edit: Edit = lambda notebook: None,
        time: str = "2026-01-02 03:04:05 UTC",
    ) -> Path:
        """Hand in the release with these answers in it, anew or for the first time."""
        notebook = nbformat.read(self.root / "release" / lab / f"{lab}.ipynb", as_version=4)
        for name, text in answers.items():
            cell_of(notebook, name).source = text
        edit(notebook)
        folder = self.root / "submitted" / student / lab
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / f"{lab}.ipynb")
        (folder / "timestamp.txt").write_text(time)
        return folder

    def grade(self, engine: Engine, *paths: Path, lab: str = "lab") -> dict[str, Grade]:
        """Grade submissions into the gradebook: student -> grade."""
        recorder = Recorder(open_course(self.root, str(self.database)))
        with open_bundle(self.root / "autograder" / lab) as bundle:
            found = recorder.find(bundle.manifest, paths or [self.root / "submitted"])
            by_name = {one.name: one for one in found}
            grades = {}
            for grade, _ in grade_all(bundle, found, engine):
                assert recorder.record(grade, by_name[grade.submission]), recorder.problems
                grades[grade.sid] = grade
        return grades

    def rows(self, student: str, lab: str = "lab") -> dict[str, tuple[Any, Any, bool]]:
        """Read a submission's rows: cell -> automatic score, score of a person, to be marked."""
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(lab, lab, student)
            return {
                row.name: (row.auto_score, row.manual_score, row.needs_manual_grade)
                for row in found.grades
            }

    def comments(self, student: str, lab: str = "lab") -> dict[str, str | None]:
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(lab, lab, student)
            return {row.name: row.auto_comment for row in found.comments}

    def mark(self, student: str, cell: str, score: float, comment: str = "") -> None:
        """Give a mark as formgrader's API does."""
        with self.gradebook() as gradebook:
            row = gradebook.find_grade(cell, "lab", "lab", student)
            row.manual_score, row.needs_manual_grade = score, False
            if comment:
                gradebook.find_comment(cell, "lab", "lab", student).manual_comment = comment
            gradebook.db.commit()

    def graded(self, student: str, lab: str = "lab") -> Any:
        """Read the notebook that formgrader shows."""
        path = self.root / "autograded" / student / lab / f"{lab}.ipynb"
        return nbformat.read(path, as_version=4)


def cell_of(notebook: Any, name: str) -> Any:
    [found] = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return found


def make(root: Path, labs: Sequence[str] = ("lab",)) -> NbCourse:
    """Make a course below `root`, each lab with two autograded questions and a written one."""
    # nbgrader asks the command `alembic`, which need not be on the path of a virtual environment.
    scripts = Path(alembic.__file__).parents[4] / "bin"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(scripts), prepend=os.pathsep)
        _release(root, labs)
    return NbCourse(root)


def _release(root: Path, labs: Sequence[str]) -> None:
    (root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {COURSE!r}\n"
    )
    for lab in labs:
        _autograder(root, lab, TESTS)
        _source(root, lab)
        directory = CourseDirectory(root=str(root), course_id=COURSE, assignment_id=lab)
        GenerateAssignment(coursedir=directory).start()


def change_tests(course: NbCourse, tests: Mapping[str, str]) -> None:
    """Change the tests of the lab, as an author who has found a fault in one."""
    shutil.rmtree(course.root / "autograder" / "lab")
    _autograder(course.root, "lab", tests)


def _autograder(root: Path, lab: str, tests: Mapping[str, str]) -> None:
    bundle, _ = tiny.make(root / "tiny", [], tests, config={"assignment_name": lab}, lab=lab)
    folder = root / "autograder" / lab
    shutil.copytree(bundle.folder, folder)
    shutil.rmtree(root / "tiny")
    written = QuestionSpec("q3", 4.0, manual=True)
    questions = tuple(
        dataclasses.replace(q, all_or_nothing=q.name == "q2") for q in bundle.manifest.questions
    )
    manifest = dataclasses.replace(bundle.manifest, questions=(*questions, written))
    (folder / "torchgrade.json").write_text(json.dumps(manifest.to_dict()))


def manifest_of(course: NbCourse, lab: str = "lab") -> Manifest:
    with open_bundle(course.root / "autograder" / lab) as bundle:
        return bundle.manifest


def _source(root: Path, lab: str) -> None:
    with open_bundle(root / "autograder" / lab) as bundle:
        manifest = bundle.manifest
    cells = [_cell("markdown", "# A lab", "head", locked=True)]
    for question in manifest.questions:
        name = question.name
        cells.append(_cell("markdown", f"Question {name}", f"{name}-text", locked=True))
        if question.manual:
            text = "_Your answer here._"
            points = {"grade": True, "points": question.points}
            cells.append(_cell("markdown", text, answer_id(name), solution=True, **points))
            continue
        solution = RIGHT[answer_id(name)]
        text = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        cells.append(_cell("code", text, answer_id(name), solution=True))
        for cell in grade_cells(manifest):
            if cell.question == name:
                text = f"### BEGIN HIDDEN TESTS\n# {cell.cases}\n### END HIDDEN TESTS"
                cells.append(
                    _cell("code", text, cell.id, grade=True, locked=True, points=cell.points)
                )
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["otter"] = {"assignment_name": lab}
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3", "language": "python", "name": "python3"
    }  # fmt: skip
    folder = root / "source" / lab
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{lab}.ipynb")
    (folder / "helper.py").write_text("VALUE = 1\n")


def _cell(kind: str, source: str, name: str, **data: Any) -> Any:
    make_cell = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    metadata = {
        "schema_version": 3, "grade_id": name, "grade": False, "solution": False,
        "locked": False, "task": False, **data,
    }  # fmt: skip
    return make_cell(source, metadata={"nbgrader": metadata}, id=name)
