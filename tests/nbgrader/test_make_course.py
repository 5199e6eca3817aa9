"""`torchgrade nbgrader` makes a course on which nbgrader's own commands run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbgrader.preprocessors import CheckCellMetadata

from tests.support.source import cells, code, hello, raw, rewrite, text
from torchgrade import notebook as nb
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError
from torchgrade.nbgrader.authoring import make_course
from torchgrade.nbgrader.course import open_application, open_gradebook

ODD = [
    raw("# BEGIN QUESTION\nname: q3_odd\npoints: 3\nall_or_nothing: true"),
    text("## Question 3\n\nDouble a number.\nFor authors alone. # IGNORE"),
    code("given = 21"),
    raw("# BEGIN PROMPT"),
    code("doubled = 'your number'"),
    raw("# END PROMPT"),
    raw("# BEGIN SOLUTION"),
    code("doubled = 2 * given  # SOLUTION"),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code(
        '""" # BEGIN TEST CONFIG\npoints: 1\nhidden: false\nfailure_message: A number.\n'
        '""" # END TEST CONFIG\ndef test_number(doubled):\n    assert isinstance(doubled, int)'
    ),
    code(
        '""" # BEGIN TEST CONFIG\npoints: 2\nhidden: true\nfailure_message: Which one?\n'
        '""" # END TEST CONFIG\ndef test_forty_two(doubled):\n    assert doubled == 42'
    ),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q4_code\npoints: 2\nmanual: true"),
    text("## Question 4\n\nDraw something, and say what it is."),
    raw("# BEGIN SOLUTION"),
    code("drawing = '+-+'  # SOLUTION"),
    text("A box with nothing in it."),
    raw("# END SOLUTION"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q5_open\npoints: 2\nmanual: true"),
    text("## Question 5\n\nAnything else?"),
    raw("# END QUESTION"),
    code("# IGNORE\nauthors_scratch = 1"),
    text("The end."),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Lab, Path]:
    """A course of nbgrader's with a lab that has one of each."""
    root = tmp_path_factory.mktemp("course")
    course, lab = hello(root / "labs")
    (lab.source / "lab.toml").write_text('title = "Odd"\npoints = 17\n')
    lab = course.lab("hello")
    rewrite(lab, [*cells(lab), *ODD])
    (lab.source / "data.csv").write_text("1\n")
    config = nb.source(cells(lab)[0]) + "\nfiles: [data.csv]"
    rewrite(lab, [raw(config), *cells(lab)[1:]])
    assert list(make_course(course, [lab], root / "hub")) == ["hello"]
    return course, lab, root / "hub"


def _notebook(made: tuple[Course, Lab, Path], tree: str) -> Any:
    return nb.read(made[2] / tree / "hello" / "hello.ipynb")


def _ids(notebook: Any) -> dict[str, Any]:
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }


def test_the_source_is_in_nbgraders_schema_and_has_all_points(made: Any) -> None:
    notebook = _notebook(made, "source")
    CheckCellMetadata().preprocess(notebook, {})  # raises where nbgrader would not take it
    points = {name: c.metadata.nbgrader.get("points") for name, c in _ids(notebook).items()}
    assert {name: value for name, value in points.items() if value is not None} == {
        "q1_softmax-1": 1,
        "q1_softmax-2": 7,
        "q2_why-answer": 2,
        "q3_odd-tests": 3,
        "q4_code-answer": 2,
        "q5_open-answer": 2,
    }


def test_a_release_has_the_stubs_and_nothing_that_is_hidden(made: Any) -> None:
    release = _ids(_notebook(made, "release"))
    assert release["q1_softmax-answer"].source.rstrip().endswith("...")
    assert release["q2_why-answer"].source == "_Type your answer here, replacing this text._"
    assert release["q3_odd-answer"].source == "doubled = 'your number'"
    assert release["q4_code-answer"].source == "drawing = ..."
    assert "test_number" in release["q3_odd-tests"].source
    everything = (made[2] / "release" / "hello" / "hello.ipynb").read_text()
    for secret in ("HIDDEN", "test_values", "forty", "Which one", "cancels", "authors", "stub"):
        assert secret not in everything, secret


def test_no_id_in_a_release_is_a_hash_of_what_was_taken_out(made: Any) -> None:
    solved = nb.normalise(_notebook(made, "source"))
    for given, full in zip(_notebook(made, "release").cells, solved.cells, strict=True):
        assert given.source == full.source or given.id != full.id


def test_a_hidden_test_leaves_an_empty_locked_cell(made: Any) -> None:
    cell = _ids(_notebook(made, "release"))["q1_softmax-2"]
    assert cell.source == (
        "# q1_softmax - 2: 7 points, for a test that runs when your work is graded"
    )
    assert cell.metadata.editable is False
    assert cell.metadata.deletable is False


def test_text_and_cells_of_a_question_are_locked_and_say_their_points(made: Any) -> None:
    release = _ids(_notebook(made, "release"))
    assert release["q3_odd-text"].source == "## Question 3\n\nDouble a number.\n\n_Points:_ 3"
    assert release["q3_odd-text-2"].source == "given = 21"
    assert release["q3_odd-text-2"].metadata.nbgrader.locked


def test_support_files_lie_beside_the_notebook(made: Any) -> None:
    for tree in ("source", "release"):
        names = {path.name for path in (made[2] / tree / "hello").iterdir()}
        assert names == {"AGENTS.md", "hello.ipynb", "lab.toml", "data.csv"}


def test_the_gradebook_knows_the_cells(made: Any) -> None:
    with open_gradebook(open_application(made[2]).coursedir.db_url) as gradebook:
        notebook = gradebook.find_notebook("hello", "hello")
        assert notebook.max_score == 17
        assert {cell.name for cell in notebook.solution_cells} == {
            "q1_softmax-answer",
            "q2_why-answer",
            "q3_odd-answer",
            "q4_code-answer",
            "q5_open-answer",
        }


def test_a_second_run_changes_nothing_and_keeps_what_others_put_there(made: Any) -> None:
    course, lab, root = made
    picture = root / "source" / "hello" / "picture.svg"
    picture.write_text("<svg/>")
    before = (root / "source" / "hello" / "hello.ipynb").read_bytes()
    released = (root / "release" / "hello" / "hello.ipynb").read_bytes()
    list(make_course(course, [lab], root))
    assert picture.read_text() == "<svg/>"
    assert (root / "source" / "hello" / "hello.ipynb").read_bytes() == before
    assert (root / "release" / "hello" / "hello.ipynb").read_bytes() == released


def test_the_folder_of_the_labs_is_refused(made: Any) -> None:
    course, lab, _ = made
    with pytest.raises(AuthorError, match="name another folder"):
        list(make_course(course, [lab], course.root))


def test_a_notebook_of_somebody_else_is_not_written_over(made: Any, tmp_path: Path) -> None:
    course, lab, _ = made
    theirs = tmp_path / "source" / "hello" / "hello.ipynb"
    theirs.parent.mkdir(parents=True)
    nb.write(nb.normalise(nb.read(lab.notebook)), theirs)
    before = theirs.read_bytes()
    with pytest.raises(AuthorError, match="would be lost"):
        list(make_course(course, [lab], tmp_path))
    assert theirs.read_bytes() == before


def test_a_configuration_without_our_steps_is_left_alone(made: Any, tmp_path: Path) -> None:
    course, lab, _ = made
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\n")
    with pytest.raises(AuthorError, match=r"configure\(c\)"):
        list(make_course(course, [lab], tmp_path))
    assert config.read_text() == "c = get_config()\n"
    config.write_text("c = get_config()\nfrom torchgrade.nbgrader import nothing\n")
    with pytest.raises(AuthorError, match="ImportError"):
        list(make_course(course, [lab], tmp_path))
