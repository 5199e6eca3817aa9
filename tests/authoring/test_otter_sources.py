"""A build takes whatever form of a source `otter assign` takes, or says how to split it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from torchgrade import notebook as nb
from torchgrade.authoring import read_source, staged
from torchgrade.authoring.lint import lint
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError


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
