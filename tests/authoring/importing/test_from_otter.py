"""A source of plain otter becomes a lab that builds, whatever of it a build would refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support.source import code, raw, text
from torchgrade import notebook as nb
from torchgrade.authoring import build, read_source
from torchgrade.authoring.importing import import_otter, settle_inside
from torchgrade.course import Course
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError

pytestmark = pytest.mark.usefixtures("warm")

CONFIG = "# ASSIGNMENT CONFIG\nname: Homework 1\nconfig_file: more.yml\nfiles: [data/points.csv]"
MORE = "init_cell: true\ntests: {ok_format: false}\nexport_cell: {pdf: false}\n"


def question(name: str, points: str, solution: str, *tests: str) -> list[Any]:
    return [
        raw(f"# BEGIN QUESTION\nname: {name}\n{points}"),
        raw("# BEGIN SOLUTION"),
        code(solution),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        *map(code, tests),
        raw("# END TESTS"),
        raw("# END QUESTION"),
    ]


def write(root: Path, *cells: Any, config: str = CONFIG) -> Path:
    """Write an assignment of plain otter, with its files, into a folder of its own."""
    (root / "hw1/data").mkdir(parents=True)
    (root / "hw1/data/points.csv").write_text("1,2\n")
    (root / "hw1/more.yml").write_text(MORE)
    made = nbformat.v4.new_notebook(cells=[raw(config), *cells])
    made.metadata["kernelspec"] = {"display_name": "", "language": "python", "name": "python3"}
    nbformat.write(made, root / "hw1/Home Work.ipynb")
    return root / "hw1/Home Work.ipynb"


def test_what_a_build_refuses_is_settled(tmp_path: Path) -> None:
    """Fences, names of assignments, questions and tests, settings in a file, hidden tests alone."""
    fence = text("```otter\n# BEGIN QUESTION\nname: q-1\npoints: {each: 2}\n```")
    first = question("", "", "x = 3  # SOLUTION", "def test_it(x):\n    assert x == 3")
    named = '""" # BEGIN TEST CONFIG\nname: secret\nhidden: true\n""" # END TEST CONFIG\n'
    second = question(
        "q2",
        "points: 3",
        "class A:\n    # BEGIN SOLUTION\n    y = 1\n    # END SOLUTION",
        named + "def test_it(A):\n    assert isinstance(A(), A) and A.y == 1",
    )
    made = import_otter(Course(tmp_path), write(tmp_path, fence, *first[1:], *second))
    course = Course(tmp_path)
    lab = course.lab("home_work")
    [built] = build(course, [lab])
    assert built.status == "built", built.message
    assert (made.questions, made.points, lab.settings.tests.inside) == (2, 5, ("q2",))
    assert (lab.release / "data/points.csv").is_file()
    found = "\n".join(made.notes)
    for said in ("more.yml became part", "'Homework 1' became home_work", "became q_1", "`name:`"):
        assert said in found
    tests = [nb.source(c) for c in nb.read(lab.notebook).cells if "def test_it" in nb.source(c)]
    assert ["def test_it(x)" in tests[0], "def test_it_q2(A)" in tests[1]] == [True, True]


def test_a_doctest_of_a_function_that_is_called_as_a_builtin_runs_beside_it(tmp_path: Path) -> None:
    own = "def sum(a, b):\n    # BEGIN SOLUTION\n    return a + b\n    # END SOLUTION"
    other = "x = sum(1, 2)  # SOLUTION"
    config = "# ASSIGNMENT CONFIG\ntests: {ok_format: true}\ninit_cell: true"
    cells = [*question("q1", "", own, "assert sum(1, 2) == 3"),
             *question("q2", "", other, "assert max(x, 0) == 3")]  # fmt: skip
    made = import_otter(Course(tmp_path), write(tmp_path, *cells, config=config))
    assert any(note.endswith("(`inside` in lab.toml): q1") for note in made.notes), made.notes


def test_questions_that_the_solution_passes_inside_alone_are_listed(
    tmp_path: Path, engine: IsolatedEngine
) -> None:
    """What a test needs does not always show in its text: the solution is graded on both sides."""
    plain = question("q1", "", "x = 3  # SOLUTION", "def test_a(x):\n    assert x == 3")
    telling = question(
        "q2", "", "y = [3]  # SOLUTION", "def test_a(y):\n    assert type(y) is list"
    )
    own = question(
        "q3",
        "",
        "def f():\n    # BEGIN SOLUTION\n    raise ValueError('low', 3)\n    # END SOLUTION",
        "def test_a(f):\n    try:\n        f()\n    except ValueError as e:\n"
        "        assert e.args[1] == 3\n    else:\n        assert False",
    )
    course = Course(tmp_path)
    made = import_otter(course, write(tmp_path, *plain, *telling, *own))
    made = settle_inside(course, made, engine)
    lab = course.lab("home_work")
    assert lab.settings.tests.inside == ("q2", "q3")
    assert made.notes[-1].endswith("q3")
    assert settle_inside(course, made, engine) == made
    [built] = build(course, [lab])
    assert built.status == "built", built.message


def test_doctests_keep_the_outputs_that_they_are_made_of(tmp_path: Path) -> None:
    test = code("x + 1")
    test.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "4"})]
    cells = question("q1", "points: 1", "x = 3  # SOLUTION", "")
    cells[5] = test
    import_otter(
        Course(tmp_path), write(tmp_path, *cells, config="# ASSIGNMENT CONFIG\ninit_cell: true")
    )
    course = Course(tmp_path)
    [built] = build(course, [course.lab("home_work")])
    assert built.status == "built", built.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_lab_can_not_have_of_the_configuration_is_left_out_and_named(
    tmp_path: Path, encoding: str
) -> None:
    config = "# ASSIGNMENT CONFIG\ngenerate:\n  points_possible: 50\n  seed: 3"
    cells = question("q1", "points: 2", "x = 3  # SOLUTION", "x == 3")
    notebook = write(tmp_path, *cells, config=config)
    notebook.write_text(notebook.read_text("utf-8"), encoding=encoding)
    made = import_otter(Course(tmp_path), notebook)
    assert made.points == 2
    assert any("points_possible was left out of `generate`" in note for note in made.notes)
    outline = read_source(Course(tmp_path).lab("home_work"))
    assert outline.config["generate"] == {"seed": 3}


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("# ASSIGNMENT CONFIG\nfiles: [lost.csv]", "lost.csv is missing"),
        ("# ASSIGNMENT CONFIG\nfiles: [../outside.csv]", "does not lie below"),
        ("# ASSIGNMENT CONFIG\nconfig_file: lost.yml", "config_file lost.yml"),
        ("# nothing", "no cell `# ASSIGNMENT CONFIG`"),
    ],
)
def test_what_can_not_be_settled_is_refused(tmp_path: Path, config: str, said: str) -> None:
    (tmp_path / "outside.csv").touch()
    notebook = write(tmp_path, config=config)
    with pytest.raises(AuthorError, match=said):
        import_otter(Course(tmp_path), notebook)
    assert not (tmp_path / "source").exists()
