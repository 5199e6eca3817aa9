"""Files for tests alone: tests import and read them, and they are in no release and no player."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.source import cells, code, hello, raw, rewrite
from torchgrade import notebook as nb
from torchgrade.authoring import build
from torchgrade.bundle import open_bundle
from torchgrade.course import Course, Lab
from torchgrade.engine.engine import Engine
from torchgrade.grade import Submission, run_notebook

pytestmark = pytest.mark.usefixtures("warm")

SHOWN = '""" # BEGIN TEST CONFIG\npoints: 1\nhidden: false\n""" # END TEST CONFIG\n'
HIDDEN = SHOWN.replace("false", "true")

LOOKS = """\
import os
seen = sorted(os.listdir("."))
open("oracle.py", "w").write("def expected(x): return None")
open("expected.txt", "w").write("0")"""

IMPORTS = """\
def test_by_oracle(triple):
    import oracle
    assert triple(2) == oracle.expected(2)"""

READS = """\
def test_by_file(triple):
    assert triple(3) == int(open("expected.txt").read())"""


def lab_with(root: Path, *, files: str = "", private: str = "", autograder: str = "") -> Lab:
    """Return a lab with a question whose tests import oracle.py and read expected.txt."""
    course, lab = hello(root)
    (lab.source / "oracle.py").write_text("def expected(x):\n    return 3 * x\n")
    (lab.source / "expected.txt").write_text("9")
    found = cells(lab)
    found[0].source = f"{nb.source(found[0])}\nfiles: [{files}]\nautograder_files: [{autograder}]"
    question = [
        raw("# BEGIN QUESTION\nname: q3\npoints: 2"),
        raw("# BEGIN SOLUTION"),
        code("def triple(x):\n    # BEGIN SOLUTION\n    return x + x + x\n    # END SOLUTION"),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        code(SHOWN + IMPORTS),
        code(HIDDEN + READS),
        raw("# END TESTS"),
        raw("# END QUESTION"),
        code(LOOKS),
    ]
    rewrite(lab, [*found, *question])
    settings = (lab.source / "lab.toml").read_text().replace("points = 10", "points = 12")
    (lab.source / "lab.toml").write_text(f"private = [{private}]\n{settings}")
    return course.lab(lab.name)


def test_tests_alone_see_them(tmp_path: Path, engine: Engine) -> None:
    """Of lab.toml and of otter's own list; what a notebook leaves of the same name counts not."""
    lab = lab_with(tmp_path, private='"oracle.py"', autograder="expected.txt")
    [built] = build(Course(tmp_path), [lab])
    assert built.status == "built", built.message
    assert [w.partition(": ")[2][:40] for w in built.warnings] == [
        "a public test uses the private file orac"
    ]
    everywhere = {path.name for folder in (lab.release, lab.solutions) for path in folder.iterdir()}
    assert not everywhere & {"oracle.py", "expected.txt"}
    seen = "\nprint('seen', seen)"
    work = tmp_path / "handed in"
    work.mkdir()
    notebook = nb.read(lab.solutions / lab.notebook.name)
    for cell in notebook.cells:
        cell.source = nb.source(cell).replace(LOOKS, LOOKS + seen)
    nb.write(notebook, work / lab.notebook.name)
    with open_bundle(lab.autograder) as bundle:
        grade, _ = run_notebook(bundle, Submission(work, "submission"), engine)
    [q3] = [question for question in grade.questions if question.name == "q3"]
    assert q3.score == 2, q3
    [output] = [o.text for o in grade.outputs if o.text.startswith("seen")]
    assert "oracle.py" not in output
    assert "expected.txt" not in output


def test_otter_gets_them_among_its_files(tmp_path: Path) -> None:
    """Plain `otter run` knows no other place."""
    lab = lab_with(tmp_path, private='"oracle.py"', autograder="expected.txt")
    [built] = build(Course(tmp_path), [lab])
    assert built.status == "built", built.message
    with open_bundle(lab.autograder_zip) as bundle:
        bundle.pack(tmp_path / "otter.zip")
    with zipfile.ZipFile(tmp_path / "otter.zip") as packed:
        assert {"files/oracle.py", "files/expected.txt"} <= set(packed.namelist())


def test_a_support_file_for_tests_alone_is_warned_of(tmp_path: Path) -> None:
    """LOOKS names both files, so that a cell for students does: one is taken out of it."""
    lab = lab_with(tmp_path, files="oracle.py", private='"expected.txt"')
    found = cells(lab)
    rewrite(lab, found[:-1])
    [built] = build(Course(tmp_path), [lab])
    assert built.status == "built", built.message
    [warning] = built.warnings
    assert warning.startswith("oracle.py goes out to students, and only tests use it")


@pytest.mark.parametrize(
    ("files", "private", "said"),
    [
        ("", '"lost.py"', "expected the private file lost.py"),
        ("", '"../other.py"', "expected the private file ../other.py"),
        ("oracle.py", '"oracle.py"', "oracle.py is private, and among the `files`"),
        ("copy.py", '"oracle.py", "expected.txt"', "copy.py: is the private file oracle.py"),
    ],
    ids=["lost", "elsewhere", "handed out", "a copy of it handed out"],
)
def test_what_is_not_private_is_refused(
    tmp_path: Path, files: str, private: str, said: str
) -> None:
    lab = lab_with(tmp_path, files=files, private=private)
    (lab.source / "copy.py").write_bytes((lab.source / "oracle.py").read_bytes())
    [built] = build(Course(tmp_path), [lab])
    assert said in built.message
