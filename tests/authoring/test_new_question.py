"""One more question: it builds as it is, and stands at the end with its points and its mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from tests.support.command import torchgrade_here
from torchgrade.authoring import build, read_source
from torchgrade.authoring.template.question import add_question
from torchgrade.course import Course
from torchgrade.errors import AuthorError
from torchgrade.verify import read_variants


def test_a_question_stands_at_the_end_and_raises_the_points(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    before = lab.points
    changed = add_question(lab, "q3_attention", 12)
    assert changed == ("hello.ipynb", "mistakes/attention_unchanged.py", "lab.toml")
    lab = course.lab("hello")
    outline = read_source(lab)
    assert lab.points == before + 12
    assert outline.questions[-1].name == "q3_attention"
    assert outline.source(outline.questions[-1].cell + 1).startswith("## Question 3: attention")
    [mistake] = [one for one in read_variants(lab.mistakes) if one.question == "q3_attention"]
    assert mistake.fails == ("test_attention_values",)


def test_a_lab_of_five_questions_builds_as_it_is(tmp_path: Path, warm: None) -> None:
    assert torchgrade_here("new", "mine", "--questions", "4", cwd=tmp_path).returncode == 0
    more = ("add-question", "mine", "q5_why_so", "--points", "4", "--written")
    assert torchgrade_here(*more, cwd=tmp_path).returncode == 0
    course = Course(tmp_path)
    lab = course.lab("mine")
    [built] = build(course, [lab])
    assert (built.status, built.message) == ("built", "")
    assert lab.points == 34
    assert [q.manual for q in read_source(lab).questions] == [False, True, False, False, True]
    assert [one.question for one in read_variants(lab.mistakes) if "why" in one.question] == []


@pytest.mark.parametrize(
    ("name", "points", "words"),
    [
        ("q1_softmax", 10, "has a question q1_softmax already"),
        ("q3_Attention", 10, "is not a name for a question"),
        ("q3_lambda", 10, "is not a name for a question"),
        ("q3_attention", 1, "expected 2 points or more"),
    ],
)
def test_what_can_be_no_question_changes_nothing(
    tmp_path: Path, name: str, points: int, words: str
) -> None:
    _, lab = source.hello(tmp_path)
    before = lab.notebook.read_bytes()
    with pytest.raises(AuthorError, match=words):
        add_question(lab, name, points)
    assert lab.notebook.read_bytes() == before
