"""Mistakes and alternatives are read from their files and put in the place of the solution."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from tests.support.source import BuiltCourse
from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.errors import AuthorError
from torchgrade.verify import apply, read_variant, read_variants, write_samples

TEXT = '''"""Sums over the batch instead of the classes.

id: X1
question: q1_softmax
fails: test_a, test_b
also: q3
except: test_c
"""
import torch
x = """text"""
'''


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "wrong_axis.py"
    path.write_text(text)
    return path


def test_a_file_says_why_where_and_what_catches_it(tmp_path: Path) -> None:
    variant = read_variant(write(tmp_path, TEXT))
    assert variant.name == "wrong_axis"
    assert variant.why == "Sums over the batch instead of the classes."
    assert (variant.question, variant.fails, variant.also) == (
        "q1_softmax",
        ("test_a", "test_b"),
        ("q3",),
    )
    assert variant.excepted == ("test_c",)
    assert variant.code == 'import torch\nx = """text"""'


def test_none_means_that_no_test_may_fail(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace("test_a, test_b", "none"))
    assert read_variant(path).fails == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n", "expected a docstring"),
        ('"""Why."""\n', "`question:`"),
        ('"""Why.\n\nquestion: q1\n"""\n', "`fails:`"),
        ("def (\n", "not Python"),
    ],
)
def test_a_file_of_another_form_says_what_is_missing(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AuthorError, match=words):
        read_variant(write(tmp_path, text))


def test_the_code_stands_in_the_place_of_the_solution_cell(built: BuiltCourse) -> None:
    [mistake] = read_variants(built.lab.mistakes)
    solved = nb.read(built.lab.solutions / "hello.ipynb")
    wrong = apply(mistake, read_source(built.lab), solved)
    changed = [
        (nb.source(a), nb.source(b))
        for a, b in zip(solved.cells, wrong.cells, strict=True)
        if nb.source(a) != nb.source(b)
    ]
    [(before, after)] = changed
    assert "shifted" in before
    assert after == mistake.code


@pytest.mark.parametrize("lines", ["question: q9\n", "question: q1_softmax\ncell: other\n"])
def test_a_place_that_is_not_there_is_an_error(
    built: BuiltCourse, tmp_path: Path, lines: str
) -> None:
    variant = read_variant(write(tmp_path, f'"""Why.\n\n{lines}fails: x\n"""\nx = 1\n'))
    with pytest.raises(AuthorError, match=r"q9|q1_softmax"):
        apply(variant, read_source(built.lab), nb.read(built.lab.solutions / "hello.ipynb"))


def test_samples_of_a_lab_that_is_not_built_say_what_to_do(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path / "course")
    with pytest.raises(AuthorError, match="torchgrade build hello"):
        write_samples(lab, tmp_path / "samples")
    assert not (tmp_path / "samples").exists()


def test_samples_are_solution_blank_and_mistakes(built: BuiltCourse, tmp_path: Path) -> None:
    (tmp_path / "samples" / "solution").mkdir(parents=True)
    for name in ("mine.txt", "solution/old.txt"):
        (tmp_path / "samples" / name).write_text("x")
    written = write_samples(built.lab, tmp_path / "samples")
    assert (tmp_path / "samples" / "mine.txt").exists()
    assert not (tmp_path / "samples" / "solution" / "old.txt").exists()
    assert list(written) == ["solution", "blank", "no_shift"]
    assert written["no_shift"].startswith("The row's maximum is not subtracted")
    for name in written:
        nb.read(tmp_path / "samples" / name / "hello.ipynb")
