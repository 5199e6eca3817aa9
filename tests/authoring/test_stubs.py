"""Otter's release of a solution cell: something was taken out of it, and what is left is Python."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from otter.assign import Assignment
from otter.assign.solutions import (
    SOLUTION_CELL_TAG,
    overwrite_seed_vars,
    strip_solutions_and_output,
)

from tests.support import source
from torchgrade.authoring import build, read_source
from torchgrade.authoring.outline import read_outline
from torchgrade.authoring.secret import secret_lines
from torchgrade.authoring.stubs import check_stubs
from torchgrade.errors import AuthorError


def problem(
    *cells: str,
    kind: str = "code",
    given: tuple[str, ...] = (),
    beside: str = "x = 1",
    text: str = "# Lab",
) -> str:
    """What is wrong with solution cells, as otter itself takes solutions out; empty if nothing."""
    make = getattr(nbformat.v4, f"new_{kind}_cell")
    made = [make(cell) for cell in cells]
    blocks = (source.raw("# BEGIN QUESTION\nname: q1"), source.raw("# BEGIN SOLUTION"))
    outline = read_outline(
        nbformat.v4.new_notebook(cells=[*blocks, *made, source.code(beside)]), "lab.ipynb"
    )
    outline.problems.clear()  # that the blocks have no end
    tagged = [make(cell, metadata={"tags": [SOLUTION_CELL_TAG]}) for cell in cells]
    solved = nbformat.v4.new_notebook(cells=[source.text(text), *tagged, source.code(beside)])
    assignment = Assignment({})
    assignment.lang = "python"
    released = strip_solutions_and_output(assignment, solved)
    try:
        check_stubs(outline, solved, released, given)
    except AuthorError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("cell", "marker"),
    [
        ("a = 42\nb = a - 1", ""),
        ("a = 42  # solution", "# solution"),
        ("a = 42  # Solution:", "# Solution:"),
        ("a = 42  ## Solutions", "## Solutions"),
        ("# BEGIN solution\na = 42\n# end solution", "# BEGIN solution"),
        ("#BEGIN SOLUTION\na = 42\n#END SOLUTION", "#BEGIN SOLUTION"),
        ("### BEGIN SOLUTION\na = 42", "### BEGIN SOLUTION"),
        ("a = 42\n# BEGIN SOLUTION\n# END SOLUTION", ""),
        ("a = 42\n...  # SOLUTION", ""),
        ('""" # BEGIN PROMPT\na = ...\n"""; # END PROMPT\na = 42', ""),
        ("import random\nrandom.seed(1)  # SEED\na = 42", ""),
        ("%%bash\necho 42", ""),
        ("a = 42  #  SOLUTION", "#  SOLUTION"),
        ("### BEGIN HIDDEN TESTS\nassert a == 42", "### BEGIN HIDDEN TESTS"),
        ("# begin answer\na = 42", "# begin answer"),
        ("def f(x):\n    return x + 1", ""),
        ("def f(x):\n    '''Add 1.  SOLUTION'''\n    return x + 1", ""),
    ],
)
def test_a_solution_cell_that_goes_out_whole_is_refused(cell: str, marker: str) -> None:
    said = problem(cell)
    assert "lab.ipynb, cell 3" in said
    assert "found it whole in the release" in said
    assert "# BEGIN SOLUTION and # END SOLUTION" in said
    assert f"{marker!r} is not a marker" in said if marker else "not a marker" not in said


@pytest.mark.parametrize(
    "cell",
    [
        "a = 42  # SOLUTION",
        "a = 42 #SOLUTION",
        "a = 42  # SOLUTION NO PROMPT\nb = ...",
        "def f(x):\n    # BEGIN SOLUTION\n    return x + 1\n    # END SOLUTION",
        "# BEGIN SOLUTION NO PROMPT\na = 42\n# END SOLUTION\n",
        '""" # BEGIN PROMPT\na = ...\n"""; # END PROMPT\na = 42  # SOLUTION NO PROMPT',
        "%matplotlib inline\na = 42  # SOLUTION\nb = await a\n!echo {a}\nprint?",
        "%%time\na = 42  # SOLUTION",
        "# SOLUTION\na = 42  # SOLUTION\nb = 41  #SOLUTION",
        "# SOLUTION\n# BEGIN SOLUTION\n# SOLUTION\na = 42\n# END SOLUTION",
        "# SOLUTION\nimport math\na = 42  # SOLUTION\nprint(a)",
        "# SOLUTION\ndef f(x):\n    y = x\n    return y + 1  # SOLUTION",
        "a = solve(b)  # solution of the system\nb = 41  # SOLUTION",
        "# your answer here\n...",
        "",
    ],
)
def test_a_solution_cell_that_is_marked_or_has_nothing_to_hide_is_none(cell: str) -> None:
    assert problem(cell) == ""


def test_a_seed_that_otter_sets_anew_hides_nothing() -> None:
    """Otter puts the student's seed in the place of the author's, in any cell."""
    cell = nbformat.v4.new_code_cell(
        "rng_seed = 42\na = 42", metadata={"tags": [SOLUTION_CELL_TAG]}
    )
    solved = nbformat.v4.new_notebook(cells=[cell])
    released = overwrite_seed_vars(solved, "rng_seed", 7)
    assert released.cells[0].source.startswith("rng_seed = 7")
    with pytest.raises(AuthorError, match="found it whole"):
        check_stubs(read_outline(solved, "lab.ipynb"), solved, released, ())


def test_a_cell_that_is_given_on_purpose_is_named_line_by_line() -> None:
    cell = "history = train(model)\nplot(history)  # look at it\n"
    lines = ("history = train(model)", "plot(history)  # look at it")
    assert problem(cell, given=lines) == ""
    assert "found it whole" in problem(cell, given=lines[:1])


def test_a_lower_case_marker_beside_a_right_one_is_refused() -> None:
    cell = "a = 42  # SOLUTION\nb = 41  # solution"
    assert "found '# solution' in the release" in problem(cell)
    assert problem(cell, given=("b = 41  # solution",)) == ""
    assert problem("# the solution is in b\nb = 41  # SOLUTION") == ""


@pytest.mark.parametrize(
    "rest",
    [
        "# SOLUTION\nb = 41",
        "#SOLUTION:\n\n# so\nb = 41",
        "# SOLUTION BEGIN\nb = 41\n# SOLUTION END",
        "# SOLUTION NO PROMPT\nb = 41",
        "# START SOLUTION\nb = 41\n# STOP SOLUTION",
        "## SOLUTION ##\nb = 41",
        "#---BEGIN SOLUTION---\nb = 41",
        "# **begin_solution**\nb = 41",
        "# <solution>\nb = 41\n# </solution>",
        "b = 41  # solution: one less",
        "b = 41  # Solution (see the lecture)",
        "b = 41  # solution  # noqa",
    ],
)
def test_a_marker_that_leaves_its_answer_is_refused_beside_a_right_one(rest: str) -> None:
    for cell in (f"a = 42  # SOLUTION\n{rest}", f"def f():\n    # BEGIN SOLUTION\n    return 1\n"
                 f"    # END SOLUTION\n{rest}"):  # fmt: skip
        assert "marker" in problem(cell)
    allowed = tuple(line for line in rest.splitlines() if line.strip())
    assert problem(f"a = 42  # SOLUTION\n{rest}", given=allowed) == ""


@pytest.mark.parametrize("beside", ["a=42", "# a hint\na = (42)", "a = 42  # not 41"])
def test_a_given_cell_that_has_the_code_of_a_solution_is_refused(beside: str) -> None:
    """A prompt, a second try, a cell further down: wherever otter leaves it."""
    said = problem("a = 42  # SOLUTION", beside=beside)
    assert "cell 4" in said
    assert "the solution of cell 3 nowhere" in said
    assert problem("a = 42  # SOLUTION", beside=beside, given=tuple(beside.splitlines())) == ""
    assert problem("...", beside="...") == ""


def test_a_raw_cell_of_a_solution_is_refused_and_an_answer_in_words_is_taken_out() -> None:
    assert "found a raw cell" in problem("a = 42", kind="raw")
    assert problem("It cancels.", kind="markdown") == ""
    for marker in ("=== BEGIN MARK SCHEME ===", "### END SOLUTION", "<!-- begin answer -->"):
        assert "no marker in text" in problem(text=f"Why?\n\n{marker}\nIt cancels.")
    assert problem(text="<!-- BEGIN QUESTION -->\n\nWhere does the solution begin?") == ""


@pytest.mark.parametrize(
    "cell",
    [
        "a = sum([  # SOLUTION\n    40,\n    2,\n])",
        "a = sum([\n    40,\n    2,\n])  # SOLUTION",
        "if b > 40:  # SOLUTION\n    a = b + 1\nelse:\n    a = 0",
        "def f(x):  # SOLUTION\n    return x + 1",
        "@cached\n# BEGIN SOLUTION\ndef f(x):\n    return x + 1\n# END SOLUTION",
        "def f(x):\n    # BEGIN SOLUTION NO PROMPT\n    return x + 1\n    # END SOLUTION\nb = 1",
        's = """one  # SOLUTION\ntwo"""',
        "%%time\na = [  # SOLUTION\n    42,\n]",
        "fit(lr=0.1,  # SOLUTION\n    steps=3)",
        "try:\n    a = 42  # SOLUTION\nexcept ValueError:  # SOLUTION NO PROMPT\n    a = 0",
        "def f(x):  # SOLUTION NO PROMPT\n    # BEGIN SOLUTION\n    y = x\n    # END SOLUTION\n    return y",  # noqa: E501
        "for x in xs:  # SOLUTION NO PROMPT\n  # BEGIN SOLUTION\n  pass\n  # END SOLUTION\n  continue",  # noqa: E501
    ],
)
def test_a_rest_that_is_no_python_is_refused(cell: str) -> None:
    said = problem(cell)
    assert "lab.ipynb, cell 3" in said
    assert "expected a release that is Python" in said
    assert "\n    | " in said
    assert "put a whole statement or block between" in said


def test_a_cell_that_is_no_python_in_the_source_is_not_the_releases_fault() -> None:
    assert problem("a = 42  # SOLUTION\nb = (") == ""


def test_a_build_names_all_such_cells_by_their_numbers(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    cells[6:6] = [source.code(text) for text in ("a = 42", "b = [  # SOLUTION\n    1,\n]")]
    source.rewrite(lab, cells)
    [result] = build(course, [lab])
    assert result.status == "failed"
    for words in ("hello.ipynb, cell 7 ('a = 42')", "whole", "cell 8 ('b = [  #", "is Python"):
        assert words in result.message
    assert not lab.release.exists()


def test_given_may_name_lines_that_stay_in_a_solution_cell(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    cells.insert(6, source.code("print(softmax)"))
    source.rewrite(lab, cells)
    (lab.source / "lab.toml").write_text('points = 10\ngiven = ["print(softmax)"]\n')
    secret_lines(read_source(lab), course.lab("hello"))
