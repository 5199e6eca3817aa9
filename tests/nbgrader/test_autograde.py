"""The plain command `nbgrader autograde` grades in isolation, and in its own kernel if asked to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.support import without_landlock
from tests.support.nbcourse import RIGHT, NbCourse

FORGER = """
def double(x):
    return 0
import operator, torchgrade.testcell
torchgrade.testcell.test_case.__call__ = lambda self, test: None
open("../../../gradebook.db", "a").close()
"""
DIES = "def double(x):\n    return 2 * x\n\nimport os\nos._exit(0)"


def take_apart(notebook: Any) -> None:
    """Do to cells with points what ends nbgrader's own steps in an exception, or loses points."""
    tests = [c for c in notebook.cells if c.source.startswith("# q")]
    tests[0].metadata.nbgrader = {"grade_id": "q1-1"}  # half of it lost by an editor
    notebook.cells.remove(tests[1])
    copy = notebook.cells[2].copy()
    copy["id"] = "copy"
    notebook.cells.append(copy)
    notebook.metadata.kernelspec = {"name": "ir"}
    notebook.cells[0].metadata.tags = 5


def autograde(
    course: NbCourse, *prefix: str, options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command in the course, as a department's script would."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [*prefix, sys.executable, "-m", "nbgrader", "autograde", "lab", "--force", *options],
        cwd=course.root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_forged_dead_and_right_work_gets_what_it_deserves(nbgrader_course: NbCourse) -> None:
    course = nbgrader_course
    course.hand_in("ada")
    course.hand_in("mallory", {**RIGHT, "q1-answer": FORGER})
    course.hand_in("exit", {**RIGHT, "q1-answer": DIES})
    course.hand_in("careless", edit=take_apart)
    curious = course.hand_in("curious")
    (curious / "notes.txt").symlink_to(course.database)
    (curious / "lab.html").symlink_to("../../../source/lab/lab.ipynb")
    copied = course.hand_in("copycat") / "lab.ipynb"
    copied.unlink()
    copied.symlink_to("../../ada/lab/lab.ipynb")
    done = autograde(course)
    assert done.stderr.count("error processing assignment 'lab' for student") == 1, done.stderr
    assert "the notebook of copycat's lab is a link" in done.stderr
    assert course.rows("copycat")["q1-1"] == (None, None, True)
    assert course.rows("curious") == course.rows("ada")
    graded = course.root / "autograded" / "curious" / "lab"
    assert not (graded / "notes.txt").exists()
    assert not (graded / "lab.html").exists()
    assert course.rows("ada") == {
        "q1-1": (1, None, False),
        "q1-2": (2, None, False),
        "q2-tests": (3, None, False),
        "q3-answer": (None, None, True),
    }
    assert course.rows("careless") == course.rows("ada")
    forged = course.rows("mallory")
    assert (forged["q1-1"][0], forged["q1-2"][0]) == (0, 0)
    assert None not in [score for score, _, look in course.rows("exit").values() if not look]
    shown = course.graded("mallory")
    assert any("TestFailed" in str(cell.get("outputs")) for cell in shown.cells)

    # A fault of ours is a failed submission in nbgrader's words, and takes no points away.
    (course.root / "autograder" / "lab" / "tests" / "q1.py").write_text("no test file at all")
    done = autograde(course, options=("--student", "ada"))
    assert done.returncode != 0
    assert course.rows("ada")["q2-tests"] == (3, None, False)


def test_a_course_can_have_nbgraders_own_kernel(nbgrader_course: NbCourse) -> None:
    course = nbgrader_course
    course.use_own_kernel()
    course.hand_in("ada")
    course.hand_in("careless", edit=take_apart)
    done = autograde(course)
    assert done.returncode == 0, done.stderr
    assert course.rows("ada")["q1-2"] == (2, None, False)
    assert course.rows("careless") == course.rows("ada")


@pytest.mark.slow(reason="nbgrader twice; the same refusal of `grade` is tested with every commit")
@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="walls are taken from root's players"
)
def test_without_walls_a_submission_fails_with_the_reason_unless_that_is_accepted(
    nbgrader_course: NbCourse,
) -> None:
    pytest.importorskip("pyseccomp")
    without = str(Path(without_landlock.__file__))
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)  # as in no folder of pytest's, others may look into it
        course = NbCourse(Path(name) / "course")
        shutil.copytree(nbgrader_course.root, course.root)
        course.hand_in("ada")
        refused = autograde(course, sys.executable, without, "--no-mounts")
        assert refused.returncode != 0
        assert f"may read {course.root}" in refused.stderr
        assert "chmod 700" in refused.stderr

        config = course.root / "nbgrader_config.py"
        settings = config.read_text()
        assert "configure(c" in settings
        config.write_text(settings.replace("configure(c", "configure(c, without_walls=True"))
        accepted = autograde(course, sys.executable, without, "--no-mounts")
        assert accepted.returncode == 0, accepted.stderr
        assert "ada's lab: graded without walls" in accepted.stderr
        assert course.rows("ada")["q1-2"] == (2, None, False)
