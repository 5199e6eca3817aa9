"""A notebook comes back from its text as it was, and the text says less than the notebook."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import source
from torchgrade import notebook as nb
from torchgrade.authoring.text import notebook_of, text_of
from torchgrade.authoring.text.writing import alike
from torchgrade.errors import AuthorError

LABS = sorted((Path(__file__).parents[3] / "source").glob("*/*.ipynb"))


def configured(*cells: object) -> nb.Notebook:
    """A notebook of these cells, below the first one of `torchgrade new`."""
    import nbformat

    first = source.raw("# ASSIGNMENT CONFIG\nname: mine\ntests: {files: false, ok_format: false}")
    return nbformat.v4.new_notebook(cells=[first, *cells])


@pytest.mark.parametrize("path", LABS, ids=[path.stem for path in LABS])
def test_a_lab_comes_back_from_its_text_as_it_was(path: Path) -> None:
    book = nb.read(path)
    text = text_of(book, path.stem)
    made = notebook_of(text, path.stem)
    assert len(made.cells) == len(book.cells)
    assert all(map(alike, book.cells, made.cells))
    ast.parse(text)
    assert not any(words in text for words in ("BEGIN TEST CONFIG", "END QUESTION", "BEGIN TESTS"))
    with_imports = text.count("\n    from torchgrade import checks\n")
    assert with_imports < 10, "tests share what they import"


def test_cells_that_differ_are_not_alike() -> None:
    for one, other in (
        (source.code("x = 1"), source.code("x = 2")),
        (source.code("x = 1"), source.text("x = 1")),
        (source.raw("# BEGIN QUESTION\nname: a"), source.raw("# BEGIN QUESTION\nname: b")),
    ):
        assert alike(one, one)
        assert not alike(one, other)
    tagged = source.code("x = 1")
    tagged.metadata["tags"] = ["otter_ignore"]
    assert not alike(tagged, source.code("x = 1"))
    assert alike(
        source.raw("# BEGIN QUESTION\nname: a\npoints: 2"),
        source.raw("# BEGIN QUESTION\npoints: 2.0\nname: a"),
    )


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(
            [
                source.raw("# BEGIN QUESTION\nname: q\npoints: 2\nmanual: true\nexport: true"),
                source.text("Why? $\\pi$"),
                source.raw("# BEGIN PROMPT"),
                source.text("*Your answer*"),
                source.raw("# END PROMPT"),
                source.raw("# BEGIN SOLUTION"),
                source.text('It says """so""".'),
                source.raw("# END SOLUTION"),
                source.code("plot()"),
                source.raw("# END QUESTION"),
                source.text("# %% no mark"),
            ],
            id="prompts, quotes, cells behind the solution",
        ),
        pytest.param(
            [
                source.raw("# BEGIN QUESTION\nname: q\npoints: [0, 2]"),
                source.text("Write."),
                source.code("given = 1"),
                source.raw("# BEGIN SOLUTION"),
                source.code("x = 1  # SOLUTION"),
                source.raw("# END SOLUTION"),
                source.code("%matplotlib inline"),
                source.raw("# BEGIN TESTS"),
                source.code("# HIDDEN\ndef test_x(x):\n    assert x"),
                source.code(
                    '""" # BEGIN TEST CONFIG\npoints: 0.5\nfailure_message: "no: it isn\'t"\n'
                    '""" # END TEST CONFIG\ndef test_y(x):\n    assert x'
                ),
                source.raw("# END TESTS"),
                source.raw("# END QUESTION"),
            ],
            id="otter's other forms of points, tests and messages",
        ),
    ],
)
def test_what_the_labs_do_not_have_comes_back_too(cells: list[object]) -> None:
    book = configured(*cells)
    made = notebook_of(text_of(book, "mine"), "mine")
    assert len(made.cells) == len(book.cells)
    assert all(map(alike, book.cells, made.cells))


def test_what_a_text_cannot_say_is_refused_with_its_cell() -> None:
    picture = source.text("![](attachment:a.png)")
    picture["attachments"] = {"a.png": {"image/png": "aGk="}}
    with pytest.raises(AuthorError, match=r"cell 2: .* attached pictures"):
        text_of(configured(picture), "mine")
    with pytest.raises(AuthorError, match="cell 2: can't be said in a text file"):
        text_of(configured(source.code("x = 1\n# %% more\ny = 2")), "mine")
    with pytest.raises(AuthorError, match="END QUESTION"):
        text_of(configured(source.raw("# BEGIN QUESTION\nname: q")), "mine")
