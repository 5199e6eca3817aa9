"""The labs together ask every task, the page says so, and no lab gives away another's answer."""

from __future__ import annotations

import ast
import itertools
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tools import curriculum
from torchgrade.authoring import read_source
from torchgrade.course import Course

COURSE = Course(curriculum.ROOT)
TELLING = 30  # from which number on an answer is no small count that many questions have


def evaluated(node: ast.expr) -> Any:
    """Return the value of an expression of numbers; None of any other."""
    try:
        code = compile(ast.Expression(node), "answer", "eval")
        return None if code.co_names else eval(code)
    except (ArithmeticError, SyntaxError, TypeError):
        return None


@cache
def answers(lab: str) -> dict[float, str]:
    """Return the numbers that are the answer to a question: number -> name of the variable."""
    outline, found = read_source(COURSE.lab(lab)), {}
    for question in outline.questions:
        for cell in outline.code(question.solutions):
            for node in ast.parse(outline.source(cell)).body:
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    name = f"{question.name}: {node.targets[0].id}"
                    value = evaluated(node.value)
                    if isinstance(value, (int, float)) and not isinstance(value, bool):
                        found[float(value)] = name
    return found


def telling(number: float) -> bool:
    """Return whether two questions with this answer are likely to be the same question."""
    whole = number == int(number)
    return abs(number) >= TELLING if whole else len(repr(abs(number)).replace("0.", "")) > 3


def test_every_task_has_a_question() -> None:
    assert curriculum.unasked(curriculum.by_task()) == []


def test_the_page_is_what_the_sources_say() -> None:
    written = curriculum.PAGE.read_text(encoding="utf-8")
    assert written == curriculum.page(), "`python tools/curriculum.py` writes it anew"


def test_a_question_that_there_is_not_is_named(tmp_path: Path) -> None:
    lab = COURSE.lab("optimizers")
    copy = tmp_path / "source" / lab.name
    copy.mkdir(parents=True)
    for file in lab.source.iterdir():
        if file.name != "tasks.toml":
            (copy / file.name).symlink_to(file)
    (copy / "tasks.toml").write_text('q99_none = ["C-7"]\nq1_momentum = ["C-77"]\n')
    with pytest.raises(SystemExit, match="names C-77, q99_none: there is no such"):
        list(curriculum.asked_by(Course(tmp_path).lab(lab.name)))


@pytest.mark.parametrize(("one", "other"), itertools.combinations(COURSE.lab_names, 2))
def test_no_lab_repeats_anothers_answer(one: str, other: str) -> None:
    ours, theirs = answers(one), answers(other)
    both = {n: (ours[n], theirs[n]) for n in ours.keys() & theirs.keys() if telling(n)}
    assert both == {}, f"{one} and {other} have the same answers"
