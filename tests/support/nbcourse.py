"""An nbgrader course of a small lab, made by `torchgrade nbgrader`, and what people do in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from tests.support.source import code, raw, rewrite, text
from torchgrade.authoring.template import new_lab
from torchgrade.bundle import open_bundle
from torchgrade.course import Course
from torchgrade.engine.engine import Engine
from torchgrade.grade import Intake, TakenIn, of_student, run_notebook
from torchgrade.nbgrader.authoring import make_course
from torchgrade.nbgrader.course import open_gradebook
from torchgrade.nbgrader.gradebook import open_course
from torchgrade.nbgrader.recorder import Recorder
from torchgrade.notebook import Notebook
from torchgrade.records import Grade

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

RIGHT = {
    "q1-answer": "def double(x):\n    return 2 * x\n\n\nprint('doubled')",
    "q2-answer": "def half(x):\n    return x / 2",
    "q3-answer": "Because it is ½ of it.",
}
"""What a good student writes into the answer cells."""

_CONFIG = """\
# ASSIGNMENT CONFIG
name: {lab}
init_cell: true
check_all_cell: true
run_tests: false
files: [helper.txt]
export_cell: {{pdf: false, run_tests: false, force_save: false}}
tests: {{files: false, ok_format: false}}
generate: {{show_stdout: true, show_hidden: false}}"""

_TEST = """\
\"\"\" # BEGIN TEST CONFIG
points: {points}
hidden: {hidden}
failure_message: {hint}
\"\"\" # END TEST CONFIG
"""
_TWO = """\
def test_two(double):
    assert double(2) == 4, f"double(2) is {double(2)}, expected 4\""""
_MORE = """\
def test_more(double):
    assert double(20) == 40, "the secret is 40\""""
_NEGATIVE = """\
def test_negative(half):
    assert half(-2) == -1"""
_ZERO = """\
def test_zero(half):
    assert half(0) == 0"""


def _cells(lab: str) -> list[Any]:
    """Two questions that tests decide, the second all or nothing, and a written one."""
    return [
        raw(_CONFIG.format(lab=lab)),
        text("# A lab"),
        raw("# BEGIN QUESTION\nname: q1\npoints: 3"),
        text("Double a number."),
        raw("# BEGIN SOLUTION"),
        code("def double(x):\n    return 2 * x  # SOLUTION"),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        code(_TEST.format(points=1, hidden="false", hint="Two and two.") + _TWO),
        code(_TEST.format(points=2, hidden="true", hint="Try other numbers.") + _MORE),
        raw("# END TESTS"),
        raw("# END QUESTION"),
        raw("# BEGIN QUESTION\nname: q2\npoints: 3\nall_or_nothing: true"),
        text("Halve a number."),
        raw("# BEGIN SOLUTION"),
        code("def half(x):\n    return x / 2  # SOLUTION"),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        code(_TEST.format(points=1, hidden="false", hint="Below zero?") + _NEGATIVE),
        code(_TEST.format(points=2, hidden="true", hint="Nothing?") + _ZERO),
        raw("# END TESTS"),
        raw("# END QUESTION"),
        raw("# BEGIN QUESTION\nname: q3\npoints: 4\nmanual: true"),
        text("Why is a half a half?"),
        raw("# BEGIN SOLUTION"),
        text("The model answer."),
        raw("# END SOLUTION"),
        raw("# END QUESTION"),
    ]


def make(root: Path, labs: Sequence[str] = ("lab",)) -> NbCourse:
    """Make an nbgrader course below `root`."""
    course = Course(root / "labs")
    for name in labs:
        new_lab(course, name)
        lab = course.lab(name)
        rewrite(lab, _cells(name))
        (lab.source / "helper.txt").write_text("the course's own\n")
        shutil.rmtree(lab.mistakes)
    made = NbCourse(root / "deep-learning")
    assert list(make_course(course, course.labs(), made.root)) == list(labs)
    return made


@dataclass(frozen=True)
class NbCourse:
    """A course with a gradebook, and what people do with it."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "gradebook.db"

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        with open_gradebook(f"sqlite:///{self.database}", "deep-learning") as gradebook:
            yield gradebook

    def use_own_kernel(self) -> None:
        """Have `nbgrader autograde` run notebooks and tests in one kernel, as nbgrader does."""
        config = self.root / "nbgrader_config.py"
        text = config.read_text()
        config.write_text(text.replace("configure(c)", "configure(c, isolated=False)"))

    def hand_in(
        self,
        student: str,
        answers: Mapping[str, str] = RIGHT,
        *,
        lab: str = "lab",
        edit: Callable[[Any], None] = lambda notebook: None,
        time: str = "2026-01-02 03:04:05 UTC",
    ) -> Path:
        """Hand in the release with these answers in it, for the first time or anew."""
        notebook = nbformat.read(self.root / "release" / lab / f"{lab}.ipynb", as_version=4)
        for name, answer in answers.items():
            cell_of(notebook, name).source = answer
        edit(notebook)
        folder = self.submitted / student / lab
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / f"{lab}.ipynb")
        (folder / "timestamp.txt").write_text(time)
        return folder

    def grade(self, engine: Engine, *paths: Path, lab: str = "lab") -> dict[str, Grade]:
        """Grade submissions into the gradebook: student -> grade."""
        recorder = Recorder(open_course(self.root, str(self.database)))
        with open_bundle(self.root / "autograder" / lab) as bundle:
            found = recorder.find(bundle.manifest, paths or [self.submitted])
            grades = {one.sid: run_notebook(bundle, one, engine)[0] for one in found}
            with Intake(bundle.manifest) as intake:
                recorder.record_earlier(grades.values(), intake)
        assert not recorder.problems
        return grades

    def notebook(self, student: str, lab: str = "lab") -> Notebook:
        """What a student has handed in, as it is taken in."""
        submission = of_student(student, self.submitted / student / lab, lab)
        with (
            open_bundle(self.root / "autograder" / lab) as bundle,
            Intake(bundle.manifest) as intake,
            intake.taken(submission) as taken,
        ):
            assert isinstance(taken, TakenIn)
            return taken.notebook

    def change_test(self, old: str, new: str, question: str = "q1", lab: str = "lab") -> None:
        """Change a test, as an author who has found a fault in it."""
        path = self.root / "autograder" / lab / "tests" / f"{question}.py"
        content = path.read_text()
        assert old in content
        path.write_text(content.replace(old, new))

    def rows(self, student: str, lab: str = "lab") -> dict[str, tuple[Any, Any, bool]]:
        """Read a submission's rows: cell -> automatic score, a person's, and whether to look."""
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(lab, lab, student)
            return {
                row.name: (row.auto_score, row.manual_score, row.needs_manual_grade)
                for row in found.grades
            }

    def comments(self, student: str, lab: str = "lab") -> dict[str, str | None]:
        """Read the automatic comments: answer cell -> text."""
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(lab, lab, student)
            return {row.name: row.auto_comment for row in found.comments}

    def mark(self, student: str, cell: str, score: float) -> None:
        """Give a mark, as formgrader does when a person has typed it."""
        with self.gradebook() as gradebook:
            row = gradebook.find_grade(cell, "lab", "lab", student)
            row.manual_score, row.needs_manual_grade = score, False
            gradebook.db.commit()

    def graded(self, student: str, lab: str = "lab") -> Any:
        """Read the notebook that formgrader shows."""
        path = self.root / "autograded" / student / lab / f"{lab}.ipynb"
        return nbformat.read(path, as_version=4)


def cell_of(notebook: Any, name: str) -> Any:
    """Return the one cell of this grade id."""
    [found] = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return found
