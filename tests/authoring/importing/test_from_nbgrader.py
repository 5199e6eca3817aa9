"""An nbgrader assignment becomes a lab that builds, and its tests give what nbgrader gives."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest

from tests.support import nbsource
from torchgrade import notebook as nb
from torchgrade.authoring import build
from torchgrade.authoring.importing import Imported, import_nbgrader
from torchgrade.authoring.text import text_of
from torchgrade.bundle import open_bundle
from torchgrade.course import Course, Lab
from torchgrade.engine.engine import Engine
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission, run_notebook

pytestmark = pytest.mark.usefixtures("warm")

QUICKSTART = Path(nbgrader.__file__).parent / "docs/source/user_guide/source/ps1/problem1.ipynb"
"""The assignment of nbgrader's own documentation."""

CLEARS = "value = self.items.pop(); self.items = []; return value"


def imported(root: Path, notebook: Any) -> Imported:
    nbformat.write(notebook, root / "Source 1.ipynb")
    return import_nbgrader(Course(root), root / "Source 1.ipynb", "lab")


def texts(lab: Lab) -> str:
    return "\n".join(nb.source(cell) for cell in nb.read(lab.notebook).cells)


def scores(
    lab: Lab, engine: Engine, folder: Path, change: Callable[[str], str] = lambda text: text
) -> dict[str, float]:
    """Grade the notebook of a folder, with its code changed: question -> points of its tests."""
    work = folder.parent / "handed in"
    notebook = nb.read(folder / lab.notebook.name)
    for cell in notebook.cells:
        cell.source = change(nb.source(cell))
    work.mkdir(exist_ok=True)
    nb.write(notebook, work / lab.notebook.name)
    with open_bundle(lab.autograder) as bundle:
        grade, _ = run_notebook(bundle, Submission(work, "submission"), engine)
    assert grade.status == "graded", grade.message
    return {q.name: q.score for q in grade.questions if q.score is not None}


def test_a_cell_of_each_kind_builds_and_gives_its_points_or_none(
    tmp_path: Path, engine: Engine
) -> None:
    """A build proves the solution and the blank; between them a cell gives all or nothing."""
    made = imported(tmp_path, nbsource.every_kind())
    course = Course(tmp_path)
    lab = course.lab("lab")
    [built] = build(course, [lab])
    assert built.status == "built", built.message
    assert (made.questions, made.points, lab.points) == (10, 17, 17)
    # The tests of the stack look at one that they change: the hidden part alone fails.
    spoiled = scores(
        lab, engine, lab.solutions, lambda t: t.replace("return self.items.pop()", CLEARS)
    )
    assert spoiled == {**scores(lab, engine, lab.solutions), "stack_order": 0}
    assert set(scores(lab, engine, lab.release).values()) == {0}


def test_the_text_of_an_imported_lab_only_has_settings_that_are_not_the_usual_ones(
    tmp_path: Path,
) -> None:
    made = imported(tmp_path, nbsource.every_kind())
    text = text_of(nb.read(made.folder / "lab.ipynb"), "lab")
    assert "\n# %% config\n# {show_question_points: false}\n\n" in text


def test_what_could_not_be_carried_over_is_named_by_its_cell(tmp_path: Path) -> None:
    source = nbsource.every_kind()
    source.cells += [
        nbsource.tests("auto", 1, "### AUTOTEST mean([1])"),
        nbsource.tests("partly", 2, "points = 2 if mean([1]) else 0\npoints"),
        nbsource.tests("waits", 1, "await mean([1])"),
        nbsource.solution("unused", "leftover = 1"),
    ]
    (tmp_path / "secret.csv").write_text("1\n")
    found = "\n".join(imported(tmp_path, source).notes)
    for expected in (
        "cell 4 ('stack = Stack()'): the grade id became stack_order",
        "cell 11 ('sum = lambda numbers: 12'): it changes sum",
        "cell 18 ('### AUTOTEST mean([1])'): its AUTOTEST lines",
        "cell 19 ('points = 2 if mean([1]) else 0'): in nbgrader the value of its last line",
        "cell 20 ('await mean([1])'): it is not Python that a function can contain",
        "cell 21 ('leftover = 1'): no test cell follows",
        "not taken over, since no cell names them: secret.csv",
    ):
        assert expected in found


def test_students_get_nbgraders_own_stub(tmp_path: Path) -> None:
    """So that a blank cell raises what its tests may be about."""
    imported(tmp_path, nbsource.every_kind())
    course = Course(tmp_path)
    [built] = build(course, [course.lab("lab")])
    assert built.status == "built", built.message
    cells = nb.read(course.lab("lab").release / "lab.ipynb").cells
    [answer] = [nb.source(cell) for cell in cells if "def mean" in nb.source(cell)]
    assert answer == "def mean(numbers):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert "All of it: 3." not in "".join(map(nb.source, cells))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c[3].update(source="### BEGIN HIDDEN TESTS\nassert 1"), "cell 4 .*has no END"),
        (lambda c: c[3].metadata["nbgrader"].update(schema_version=2), "nbgrader update"),
        (lambda c: c.__delitem__(slice(1, None)), "no cell that nbgrader grades"),
        (
            lambda c: c[2].update(source="...") or c[2].metadata["nbgrader"].update(checksum="1"),
            "cell 3 .*is of a release",
        ),
    ],
    ids=["no end", "old schema", "none of nbgrader", "a release"],
)
def test_a_notebook_that_is_no_source_is_refused(
    tmp_path: Path, change: Callable[[Any], None], said: str
) -> None:
    source = nbsource.every_kind()
    change(source.cells)
    with pytest.raises(AuthorError, match=said):
        imported(tmp_path, source)
    assert not (tmp_path / "source").exists()


@pytest.mark.slow(reason="nbgrader's own kernel, six times; the build's proof is tested always")
@pytest.mark.parametrize(
    ("read", "spoil"),
    [
        (nbsource.every_kind, ("return self.items.pop()", CLEARS)),
        (
            lambda: nbformat.read(QUICKSTART, as_version=4),
            ("return sum(squares(n))", "return sum(i ** 2 for i in range(n + 1))"),
        ),
    ],
    ids=["every kind", "quickstart"],
)
def test_nbgrader_gives_the_same(
    tmp_path: Path, engine: Engine, read: Callable[[], Any], spoil: tuple[str, str]
) -> None:
    """The solution, the blank release and a wrong answer, question by question."""
    source = read()
    right = {
        cell.metadata["nbgrader"]["grade_id"]: cell.source
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    assert any(spoil[0] in text for text in right.values())
    wrong = {name: text.replace(*spoil) for name, text in right.items()}
    answers = {"solution": right, "blank": {}, "wrong": wrong}
    theirs = nbsource.nbgraders_scores(tmp_path / "nbgrader", copy.deepcopy(source), answers)

    root = tmp_path / "ours"
    root.mkdir()
    if QUICKSTART.parent.is_dir():
        (root / "jupyter.png").write_bytes((QUICKSTART.parent / "jupyter.png").read_bytes())
    imported(root, source)
    course = Course(root)
    lab = course.lab("lab")
    [built] = build(course, [lab])
    assert built.status == "built", built.message
    ours = {
        "solution": scores(lab, engine, lab.solutions),
        "blank": scores(lab, engine, lab.release),
        "wrong": scores(lab, engine, lab.solutions, lambda text: text.replace(*spoil)),
    }
    assert ours["solution"] != ours["wrong"] != ours["blank"]
    for student, found in ours.items():
        expected = {name.replace("-", "_"): points for name, points in theirs[student].items()}
        assert found == {name: expected[name] for name in found}, student
