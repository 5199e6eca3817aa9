"""The cards and the board that `grader.check` and `grader.check_all` show in a notebook."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.support.two_questions import STUB, save
from torchgrade.student import load_ipython_extension
from torchgrade.student.display import show_cards


class Lab:
    """A notebook with two questions, open in a shell that shows cards."""

    def __init__(self, path: Path) -> None:
        self.path = path
        save(path)
        self._shell = InteractiveShell()
        show_cards(self._shell)
        self.run(f"import otter\ngrader = otter.Notebook({str(path)!r})")

    def run(self, code: str) -> Any:
        return self._shell.run_cell(code, store_history=True)

    def shown(self, code: str, kind: str = "text/plain") -> str:
        result = self.run(code)
        assert result.success
        data, _ = self._shell.display_formatter.format(result.result)  # type: ignore[union-attr]
        return str(data[kind])

    def check(self) -> str:
        return self.shown('grader.check("q2_double")')

    def answer(self, code: str) -> str:
        self.run(code)
        return self.check()


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    monkeypatch.chdir(tmp_path)  # otter writes its log there
    yield Lab(tmp_path / "two.ipynb")
    InteractiveShell.clear_instance()


def test_part_of_the_points_is_no_reason_to_celebrate(lab: Lab) -> None:
    card = lab.answer(
        "def double(x):\n    return [2 * v for v in x] if isinstance(x, list) else 2 * x"
    )
    assert card.splitlines() == [
        "Question 2. Twice: right so far",
        "2 of 2 public tests passed (2 points). Hidden tests decide 3 of all 5 points.",
    ]


def test_a_wrong_answer_reads_the_advice_and_what_was_wrong(lab: Lab) -> None:
    card = lab.answer("def double(x):\n    return x * x if isinstance(x, int) else [2.0, 4.0]")
    assert "Question 2. Twice: to mend\n1 of 2 public tests passed" in card
    assert "double of three\n  Twice, not the square.\n  double(3) is not right" in card
    assert "cell In" not in card, "no code of the student's has failed"


def test_a_test_without_words_shows_its_line(lab: Lab) -> None:
    card = lab.answer("def double(x):\n    return 2 * x")
    assert "the test's line: assert double([1.0, 2.0]) == [2.0, 4.0]" in card


def test_an_exception_shows_the_students_own_line_once(lab: Lab) -> None:
    lab.run("def half(x):\n    known = {}\n    return known[x]\n")
    card = lab.answer("def double(x):\n    # twice\n    return 4 * half(str(x))")
    assert card.count("KeyError: '3'") == 1
    assert "In[2], line 3:" in card, "the innermost line of the student's"
    assert ">   3      return known[x]" in card
    assert "known: {}" in card
    assert "x: '3'" in card
    assert "Twice, not the square" not in card, "the code stopped before it was about that"
    assert "otter" not in card


def test_the_same_error_in_the_same_line_stands_once(lab: Lab) -> None:
    card = lab.answer("def double(x):\n    return missing")
    assert card.count("NameError: name 'missing' is not defined") == 1
    assert "double of three; double of many" in card


@pytest.mark.parametrize(
    "code",
    [
        STUB,
        "double = ...",
        "class double:\n    def run(self):\n        ...",
    ],
)
def test_what_is_not_answered_yet_is_not_called_wrong(lab: Lab, code: str) -> None:
    card = lab.answer(code)
    assert "Question 2. Twice: not answered yet" in card
    assert "double still has ... in it." in card
    assert "not right" not in card


def test_an_answer_with_dots_in_a_slice_is_one(lab: Lab) -> None:
    assert "to mend" in lab.answer("def double(x):\n    return (x, ...)")


def test_a_name_that_is_not_there_has_a_reason(lab: Lab) -> None:
    assert "double is not defined: run the cell in which you write it." in lab.check()
    card = lab.answer("def double(x):\n    return 2 x")
    assert "Question 2. Twice: not defined" in card
    assert "double is not defined: cell In[3] stopped with SyntaxError, line 2" in card
    lab.run("1 / 0\ntotal, other = 3, 4")
    assert "In[5] stopped with ZeroDivisionError" in lab.shown('grader.check("q10_total")')


def test_an_older_answer_is_told_from_the_one_on_the_page(lab: Lab) -> None:
    lab.run("def double(x):\n    return x")
    card = lab.answer("def double(x):\n    return 2 x")
    assert "This tested double as it was before: cell In[3] stopped with SyntaxError" in card
    assert "stopped" not in lab.answer("def double(x):\n    return x")


def test_a_cell_that_was_changed_and_not_run_is_named(lab: Lab) -> None:
    ran = "def double(x):\n    return x"
    lab.run(ran)
    save(lab.path, ran)
    assert "changed since" not in lab.check()
    save(lab.path, "def double(x):\n    return 2 * x")
    os.utime(lab.path, (time.time() + 5,) * 2)
    assert "This tested cell In[2], which was changed since. Run it again." in lab.check()
    os.utime(lab.path, (time.time() - 500,) * 2)  # not saved since it was run
    assert "changed since" not in lab.check()


def test_nothing_that_a_student_wrote_is_markup(lab: Lab) -> None:
    lab.run("def double(x):\n    raise ValueError('<script>alert(1)</script>')")
    page = lab.shown('grader.check("q2_double")', "text/html")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_hostile_repr_costs_its_value_alone(lab: Lab) -> None:
    lab.run("class Odd:\n    def __repr__(self):\n        raise OSError\n\nodd = Odd()")
    card = lab.answer("def double(x):\n    return odd + x")
    assert "odd: a Odd" in card
    assert "TypeError" in card


def test_the_board_has_all_questions_in_the_notebooks_order(lab: Lab) -> None:
    lab.run("total = 3")
    board = lab.shown("grader.check_all()").splitlines()
    assert board[0].split() == ["not", "defined", "0", "of", "2", "Question", "2.", "Twice"]
    assert board[1].split() == [
        "right",
        "so",
        "far",
        "1",
        "of",
        "1",
        "Question",
        "10.",
        "The",
        "sum",
    ]
    page = lab.shown("grader.check_all()", "text/html")
    assert page.index("Question 2. Twice") < page.index("Question 10. The sum")


def test_without_a_kernel_otter_stays_as_it_is() -> None:
    shell = InteractiveShell()
    before = dict(shell.display_formatter.formatters["text/html"].type_printers)  # type: ignore[union-attr]
    load_ipython_extension(shell)
    assert shell.display_formatter.formatters["text/html"].type_printers == before  # type: ignore[union-attr]
