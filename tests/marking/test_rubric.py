"""Rubrics are read out of labs as authors write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.written_class import COURSE
from torchgrade.authoring.template import new_lab
from torchgrade.course import Course
from torchgrade.marking.rubric import Line, guides_of, lines_of

SOURCES = sorted(COURSE.glob("source/*/*.ipynb"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- -2: no reason", [Line("no reason", -2)]),
        ("* -0.5 nothing said", [Line("nothing said", -0.5)]),
        (
            "* \N{MINUS SIGN}1: typed\n  over two lines\n* +1 a bonus",
            [Line("typed over two lines", -1), Line("a bonus", 1)],
        ),
        ("- **-2 points**: loud", [Line("loud", -2)]),
        (
            "| lost | for |\n|---|---|\n| -2 | a row |\n| -1 | another |",
            [Line("a row", -2), Line("another", -1)],
        ),
        ("- -1: an item\n\nText that is none of it.", [Line("an item", -1)]),
        ("- 2 things are said\n- none\n1. -1 x\n-1: no item", []),
    ],
)
def test_forms_of_a_line(text: str, expected: list[Line]) -> None:
    assert list(lines_of(text)) == expected


@pytest.mark.parametrize("source", SOURCES, ids=[path.stem for path in SOURCES])
def test_each_written_question_of_our_labs_has_a_rubric_a_text_and_a_model_answer(
    source: Path,
) -> None:
    for name, guide in guides_of(source).items():
        assert len(guide.lines) >= 3, name
        assert guide.text, name
        assert guide.model_answer, name
        assert "ubric" not in guide.model_answer, name


def test_a_new_lab_shows_how_a_rubric_is_written(tmp_path: Path) -> None:
    lab = new_lab(Course(tmp_path), "mine")
    [guide] = guides_of(lab / "mine.ipynb").values()
    assert [line.points for line in guide.lines] == [-1, -2]
