"""Author errors name the notebook, the cell, what was expected and what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from torchgrade.authoring import read_source
from torchgrade.authoring.lint import lint
from torchgrade.errors import AuthorError


def problems(lab: source.Lab) -> str:
    with pytest.raises(AuthorError) as caught:
        lint(read_source(lab), lab)
    return str(caught.value)


def test_the_lab_of_new_has_no_problem(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    lint(read_source(lab), lab)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("init_cell: true", "init_cel: true", ["cell 1", "ASSIGNMENT CONFIG", "'init_cel'"]),
        ("ok_format: false", "ok: false", ["cell 1", "'ok'"]),
        ("init_cell: true", "runs_on: colab", ["cell 1", "'colab'", "requirements.txt"]),
        ("init_cell: true", "plugins: [a.b.Some]", ["cell 1", "expected no plugins"]),
        ("def test_rows_add_up_to_one(", "def test_rows(:", ["cell 9", "line 6 of the cell"]),
        ("name: hello", "name: other", ["cell 1", "expected name: hello", "'other'"]),
        ("points: 8", "pts: 8", ["cell 3", "BEGIN QUESTION", "'pts'"]),
        ("name: q1_softmax", "name: q1 softmax", ["cell 3", "letters, digits", "'q1 softmax'"]),
        ("name: q2_why", "name: q1_softmax", ["cell 13", "'q1_softmax' of cell 3 again"]),
        ("points: 2\nmanual: true", "points: [1, 1]\nmanual: true", ["cell 13", "one number", "[1, 1]"]),  # noqa: E501
        ("manual: true", "manual: false", ["cell 13", "at least one test", "q2_why"]),
        ("    checks.close(out.sum(", "    ### BEGIN HIDDEN TESTS\n    checks.close(out.sum(", ["cell 9", "not hidden"]),  # noqa: E501
        ("points: 7", "point: 7", ["cell 10", "'point'", "failure_message"]),
        (
            "Large scores must",
            'Large "scores" must',
            ["cell 10", 'no "', 'Large "scores"', "failure_message"],
        ),
        ("points: 7\nhidden: true", "points: 7\nhidden: false: x", ["cell 10", "YAML"]),
        ("def test_rows_add_up_to_one", "x = 1\ndef test_a(): ...\ndef test_b", ["cell 9", "one function"]),  # noqa: E501
        ("    # BEGIN SOLUTION\n", "    # BEGIN SOLUTION\n    (\n", []),
    ],
)  # fmt: skip
def test_each_error_says_where_and_what(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, old, new)
    if not expected:  # broken code is not lint's to find: the notebook will not run
        lint(read_source(lab), lab)
        return
    said = problems(lab)
    assert "source/hello/hello.ipynb" in said
    for words in expected:
        assert words in said


def test_hidden_below_the_first_line_is_an_error(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    cells.insert(10, source.code("def test_more(softmax):\n    # HIDDEN\n    assert softmax"))
    source.rewrite(lab, cells)
    said = problems(lab)
    assert "cell 11" in said
    assert "HIDDEN on the first line" in said


def test_a_comment_that_otter_takes_for_hidden_is_an_error(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    cells.insert(10, source.code("# this test is not hidden\ndef test_more(softmax): ..."))
    source.rewrite(lab, cells)
    assert "otter hides this test" in problems(lab)


@pytest.mark.parametrize("marker", ["x = 1  # SOLUTION", "# BEGIN SOLUTION\nx = 1\n# END SOLUTION"])
def test_a_marker_outside_of_a_solution_block_is_an_error(tmp_path: Path, marker: str) -> None:
    _, lab = source.hello(tmp_path)
    source.rewrite(lab, [*source.cells(lab), source.code(marker)])
    said = problems(lab)
    assert "cell 19" in said
    assert "students would see the solution" in said


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (source.raw("#BEGIN SOLUTION"), "of the form `# BEGIN SOLUTION`"),
        (source.raw("## end tests"), "of the form `# BEGIN SOLUTION`"),
        (source.raw("\n# BEGIN SOLUTION"), "of the form `# BEGIN SOLUTION`"),
        (source.raw("# BEGIN SOLUTION (mine)"), "of the form `# BEGIN SOLUTION`"),
        (source.text("# BEGIN SOLUTION"), "`# BEGIN SOLUTION` in a raw cell, found it in a mark"),
        (source.code("# BEGIN TESTS"), "`# BEGIN TESTS` in a raw cell, found it in a code cell"),
        (
            source.code('""" # BEGIN TEST CONFIG\n""" # END TEST CONFIG\ndef test_x(): ...'),
            "see it",
        ),
    ],
)
def test_a_marker_of_a_block_that_otter_would_hand_out_is_an_error(
    tmp_path: Path, cell: source.Any, words: str
) -> None:
    _, lab = source.hello(tmp_path)
    source.rewrite(lab, [*source.cells(lab), cell])
    said = problems(lab)
    assert "cell 19" in said
    assert words in said


@pytest.mark.parametrize(
    ("drop", "words"),
    [
        ("# END SOLUTION", "expected END SOLUTION before it"),
        ("# BEGIN TESTS", "expected BEGIN TESTS before it"),
        ("# END QUESTION", "expected END QUESTION of 'q1_softmax' before it"),
        ("# ASSIGNMENT CONFIG", "expected a first raw cell"),
    ],
)
def test_a_missing_block_cell_is_an_error(tmp_path: Path, drop: str, words: str) -> None:
    _, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    place = next(i for i, cell in enumerate(cells) if cell.source.startswith(drop))
    source.rewrite(lab, cells[:place] + cells[place + 1 :])
    assert words in problems(lab)


def test_a_missing_support_file_is_an_error(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "init_cell: true", "init_cell: true\nfiles: [data.csv]")
    said = problems(lab)
    assert "data.csv" in said
    assert str(lab.source) in said


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "points: 8", "pts: 8")
    source.edit(lab, "manual: true", "manual: false")
    said = problems(lab)
    assert "'pts'" in said
    assert "q2_why" in said


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("[limits]\nseconds = 540\n", "expected seconds from 1 to 480"),
        ("[limits]\nseconds = 0\n", "found 0"),
        (
            '[leaderboard]\nBest = "accuracy"\n',
            "one of q1_softmax, score, seconds, found 'accuracy'",
        ),
    ],
)
def test_what_gradescope_can_not_keep_is_an_error(
    tmp_path: Path, settings: str, expected: str
) -> None:
    course, lab = source.hello(tmp_path)
    (lab.source / "lab.toml").write_text(f'title = "hello"\npoints = 10\n{settings}')
    said = problems(course.lab("hello"))
    assert "lab.toml" in said
    assert expected in said
