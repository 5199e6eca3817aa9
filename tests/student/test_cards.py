"""The cards and the board that `grader.check` and `grader.check_all` show in a notebook."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from safetensors.numpy import save_file

from tests.support.notebook_shell import Lab
from tests.support.paths import python_path
from tests.support.two_questions import STUB, save
from torchgrade.student import load_ipython_extension


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
        "def double(x):\n    result = ...\n    return result",
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


def test_a_name_that_is_nearly_the_one_is_told_but_no_other_answer(lab: Lab) -> None:
    card = lab.answer("def doubel(x):\n    return 2 * x")
    assert "double is not defined, but cell In[2] defines doubel. Is it misspelt?" in card
    lab.run("totals = 3")
    lab.run("tota1, other = 3, 4")
    assert "cell In[4] defines totals" in lab.shown('grader.check("q10_total")')
    save(lab.path, total="total = 3  # totals, tota1")
    text = lab.path.read_text("utf-8")
    lab.path.write_text(
        text.replace("assert total == 3", "assert total == 3 + 0 * totals"), "utf-8"
    )
    assert "cell In[5] defines tota1" in lab.shown('grader.check("q10_total")')


def test_names_in_a_text_that_is_filled_have_values_too(lab: Lab) -> None:
    lab.run("known, n = {}, 7")
    card = lab.answer("def double(x):\n    return known[f'W{n}'] + len('x n')  # x")
    assert "KeyError: 'W7'" in card
    assert "known: {}\n        n: 7" in card
    assert "x: 3" not in card


def test_a_module_without_its_init_is_told_what_to_call(lab: Lab) -> None:
    lab.run("import torch.nn as nn")
    lab.run("class Net(nn.Module):\n    def __init__(self):\n        self.p = 1")
    card = lab.answer("def double(x):\n    return Net().train()")
    assert "no attribute '_modules'. Does its __init__ begin with super().__init__()?" in card


def test_what_a_test_stumbles_over_is_no_reproach(lab: Lab) -> None:
    text = lab.path.read_text("utf-8").replace(
        "assert double(3) == 6,", "assert double(3) + 0 == 6,"
    )
    lab.path.write_text(text, "utf-8")
    lab.run(f"grader = otter.Notebook({str(lab.path)!r})")
    card = lab.answer("def double(x):\n    2 * x")
    assert "What this test is about: Twice, not the square." in card
    assert "'int'. Is the function finished, and does it return its result?" in card
    assert "the test's line: assert double(3) + 0 == 6" in card


def test_what_is_expected_of_code_is_said_and_no_answer_that_is_a_value(lab: Lab) -> None:
    text = lab.path.read_text("utf-8")
    for plain, checked in (
        ('double(3) == 6, \\"double(3) is not right\\"', "checks.close(double(3), 6.0) is None"),
        (
            "double([1.0, 2.0]) == [2.0, 4.0]",
            "checks.close(double([1.0, 2.0]), [2.0, 4.0]) is None",
        ),
        ('total == 3, f\\"total is {total}\\"', "checks.close(total, 3.0) is None"),
    ):
        assert plain in text
        text = text.replace(plain, checked)
    text = text.replace(
        "OK_FORMAT = False\\n", "OK_FORMAT = False\\nfrom torchgrade import checks\\n"
    )
    lab.path.write_text(text, "utf-8")
    lab.run(f"grader = otter.Notebook({str(lab.path)!r})")
    card = lab.answer("def double(x):\n    return 9.0 if x == 3 else [2.0, 5.0]")
    assert "the result is 9, which is not right (allowed: rtol" in card
    assert "  Expected: 6.\n" in card
    assert "  Expected at index [1]: 4.\n" in card
    lab.run("total = 4")
    other = lab.shown('grader.check("q10_total")')
    assert "is 4, which is not right" in other
    assert "Expected" not in other, "that would be the answer"


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
    board = [re.sub("  +", " | ", row) for row in lab.shown("grader.check_all()").splitlines()]
    assert board[0] == "state | tests | points | question"
    assert board[1] == "not defined | 0 of 2 | 2 + 3 hidden | Question 2. Twice"
    assert board[2] == "right so far | 1 of 1 | 0 + 2 hidden | Question 10. The sum"
    page = lab.shown("grader.check_all()", "text/html")
    assert page.index("Question 2. Twice") < page.index("Question 10. The sum")


def test_a_question_whose_check_cell_is_gone_is_on_the_board(lab: Lab) -> None:
    book = nbformat.read(lab.path, 4)
    del book.cells[3]
    nbformat.write(book, lab.path)
    board = re.sub(" +", " ", lab.shown("grader.check_all()"))
    assert "not defined, its check cell is gone 0 of 2 2 + 3 hidden q2_double" in board


def test_the_board_tells_how_far_written_answers_are(lab: Lab) -> None:
    def board() -> str:
        return re.sub(" +", " ", lab.shown("grader.check_all()"))

    assert "empty Question 11. In words" in board()
    save(lab.path, why="One line.\n\nAnother one.")
    assert "2 lines Question 11. In words" in board()
    save(lab.path, why="One line.")
    assert "1 line Question 11. In words" in board()


def test_code_in_a_title_is_shown_and_linked_as_the_page_has_it(lab: Lab) -> None:
    text = lab.path.read_text("utf-8").replace("Question 2. Twice", "Question 2. `Two_x` is **it**")
    lab.path.write_text(text, "utf-8")
    page = lab.shown("grader.check_all()", "text/html")
    assert '<a href="#Question-2.-Two_x-is-it">Question 2. Two_x is it</a>' in page


def test_titles_on_the_board_lead_to_the_questions(lab: Lab) -> None:
    page = lab.shown("grader.check_all()", "text/html")
    for title in ("Question 2. Twice", "Question 10. The sum", "Question 11. In words"):
        assert f'<a href="#{title.replace(" ", "-")}">{title}</a>' in page


def test_the_board_lists_weights_with_what_their_training_noted(lab: Lab) -> None:
    assert "safetensors" not in lab.shown("grader.check_all()")
    Path("weights").mkdir()
    for name, notes in (("a", {"dataset": "mnist", "val_accuracy": "0.9876"}), ("b", {})):
        save_file({"w": np.ones(2)}, f"weights/{name}.safetensors", {"torchgrade": "1", **notes})
    Path("weights/c.safetensors").write_bytes(b"no")
    board = lab.shown("grader.check_all()")
    assert "trained on mnist, 98.76% right on validation images, as its training noted" in board
    assert re.search(r"weights/b.safetensors: \d+ bytes, does not say what it was trained", board)
    assert "weights/c.safetensors: 2 bytes, is damaged" in board


def test_cards_need_no_torch_where_no_check_of_tensors_has_failed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from pathlib import Path; from tests.support.notebook_shell import Lab\n"
        "print(Lab(Path('two.ipynb')).answer('def double(x): return x'))"
    )
    known = {**os.environ, "PYTHONPATH": python_path()}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=known, capture_output=True, text=True)
    assert "Twice, not the square." in done.stdout, done.stderr


def test_without_a_kernel_otter_stays_as_it_is() -> None:
    shell = InteractiveShell()
    before = dict(shell.display_formatter.formatters["text/html"].type_printers)  # type: ignore[union-attr]
    load_ipython_extension(shell)
    assert shell.display_formatter.formatters["text/html"].type_printers == before  # type: ignore[union-attr]
