"""A build takes whatever form of a source `otter assign` takes, or says how to split it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import source
from torchgrade import notebook as nb
from torchgrade.authoring import read_source, staged
from torchgrade.authoring.lint import lint
from torchgrade.authoring.secret import messages_of_tests
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError
from torchgrade.verify.written import written_tests


def released(course: Course, lab: Lab) -> list[str]:
    with staged(course, lab) as trees:
        cells = nb.read(trees.release / lab.notebook.name).cells
        return [nb.source(cell) for cell in cells if cell.cell_type == "code"]


def fenced(text: str) -> source.Any:
    return source.text(f"```otter\n{text}\n```")


def test_blocks_in_fences_are_blocks(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    before = released(course, lab)
    cells = source.cells(lab)
    source.rewrite(
        lab, [fenced(nb.source(cell)) if cell.cell_type == "raw" else cell for cell in cells]
    )
    lint(read_source(lab), lab)
    assert released(course, lab) == before


@pytest.mark.parametrize(
    "text",
    [
        "Solve this.\n\n```otter\n# BEGIN SOLUTION\n```",
        "```otter\n# BEGIN SOLUTION\n```\n```otter\n# END SOLUTION\n```",
    ],
)
def test_a_fence_with_more_beside_it_is_to_be_split(tmp_path: Path, text: str) -> None:
    _, lab = source.hello(tmp_path)
    source.rewrite(lab, [*source.cells(lab), source.text(text)])
    with pytest.raises(AuthorError, match="split the cell, or use raw cells"):
        lint(read_source(lab), lab)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("points: 1\nhidden: false", "name: first\npoints: 1\nhidden: false"),
        ("points: 1\nhidden: false", "points: 1\nhidden: true"),
    ],
    ids=["a name of a test", "hidden tests alone"],
)
def test_what_a_test_says_of_itself_is_taken(tmp_path: Path, old: str, new: str) -> None:
    course, lab = source.hello(tmp_path)
    source.edit(lab, old, new)
    lint(read_source(lab), lab)
    assert released(course, lab)


@pytest.mark.parametrize(
    "head",
    ['""" # begin test config', '_ = """ # BEGIN TEST CONFIG', '"""# Begin  Test Config (first)'],
)
def test_a_config_of_a_test_is_read_in_each_form_that_otter_takes(
    tmp_path: Path, head: str
) -> None:
    course, lab = source.hello(tmp_path)
    source.edit(lab, '""" # BEGIN TEST CONFIG\npoints: 7', f"{head}\npoints: 7")
    outline = read_source(lab)
    lint(outline, lab)
    written = next(test for test in written_tests(outline) if test.points == 7)
    assert written.hidden
    assert "Large scores" in str(messages_of_tests(outline))
    assert released(course, lab)


def test_a_config_below_the_first_line_is_an_error(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, '""" # BEGIN TEST CONFIG\npoints: 7', '\n""" # BEGIN TEST CONFIG\npoints: 7')
    with pytest.raises(AuthorError, match="on the first line"):
        lint(read_source(lab), lab)


@pytest.mark.parametrize("first", ["# IGNORE", "## Ignore ##", "#ignore"])
def test_what_otter_leaves_out_is_not_looked_at(tmp_path: Path, first: str) -> None:
    course, lab = source.hello(tmp_path)
    more = source.code(f"{first}\nsecret = 5  # SOLUTION")
    source.rewrite(lab, [*source.cells(lab), more])
    lint(read_source(lab), lab)
    assert not any("secret" in cell for cell in released(course, lab))


@pytest.mark.parametrize(
    "cell",
    [source.code("# Ignore warnings\nimport warnings"), source.text("# Ignored by most books")],
    ids=["code", "a heading"],
)
def test_a_cell_that_otter_would_leave_out_by_mistake_is_named(
    tmp_path: Path, cell: source.Any
) -> None:
    _, lab = source.hello(tmp_path)
    source.rewrite(lab, [*source.cells(lab), cell])
    with pytest.raises(AuthorError, match=r"cell 19.*leaves the cell out"):
        lint(read_source(lab), lab)


def damaged(lab: Lab, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(lab.notebook.read_text("utf-8"))
    change(data)
    lab.notebook.write_text(json.dumps(data))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["metadata"].pop("kernelspec"), "names no kernel"),
        (lambda data: data["metadata"]["kernelspec"].update(language="R"), "for 'R'"),
        (lambda data: data["cells"][3].pop("metadata"), "cell 4 has no `metadata`"),
        (lambda data: data["cells"][8].pop("outputs"), "cell 9 has no `outputs`"),
        (lambda data: data["cells"][3].update(source="\ud800"), "cell 4 has half of a character"),
    ],
)
def test_what_otter_can_not_read_is_refused_in_words(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    _, lab = source.hello(tmp_path)
    damaged(lab, change)
    with pytest.raises(AuthorError, match=f"{said}.*Open it in JupyterLab"):
        read_source(lab)


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8-sig", "byte-order mark"), ("utf-16", "UTF-16")]
)
def test_what_otter_can_not_decode_is_refused_in_words(
    tmp_path: Path, encoding: str, said: str
) -> None:
    _, lab = source.hello(tmp_path)
    lab.notebook.write_text(lab.notebook.read_text("utf-8"), encoding=encoding)
    with pytest.raises(AuthorError, match=said):
        read_source(lab)


def stripping(tmp_path: Path, *others: str) -> tuple[Course, Lab]:
    """The lab of `new`, whose solutions stand outside of questions, too."""
    course, lab = source.hello(tmp_path)
    source.edit(lab, "init_cell: true", "init_cell: true\nstrip_solutions_from_all_cells: true")
    source.rewrite(lab, [*source.cells(lab), *map(source.code, others)])
    return course, course.lab("hello")


def test_solutions_outside_of_questions_are_taken_out_where_otter_does(tmp_path: Path) -> None:
    course, lab = stripping(tmp_path, "numbers = list(range(10, 20))  # SOLUTION")
    lint(read_source(lab), lab)
    assert "numbers = ..." in released(course, lab)


def test_they_must_not_stand_elsewhere(tmp_path: Path) -> None:
    course, lab = stripping(
        tmp_path,
        "numbers = list(range(10, 20))  # SOLUTION",
        "others = 3\nnumbers = list(range(10, 20))",
    )
    with pytest.raises(AuthorError, match="comes from the solution of a cell outside of questions"):
        released(course, lab)
