"""Cards whose tests did not see what stands on the page say so, and say nothing else for it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.support.notebook_shell import Lab
from tests.support.two_questions import save

WRONG, RIGHT = "def double(x):\n    return x", "def double(x):\n    return 2 * x"
CHANGED = "This tested cell In[2], which was changed since. Run it again."


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


def test_a_right_answer_whose_cell_was_changed_since_is_named_too(lab: Lab) -> None:
    lab.run("def double(x):\n    return [2 * v for v in x] if isinstance(x, list) else 2 * x")
    save(lab.path, "def double(x):\n    return x")
    os.utime(lab.path, (time.time() + 5,) * 2)
    card = lab.check()
    assert "right so far" in card
    assert "This tested cell In[2], which was changed since. Run it again." in card


def test_a_file_that_was_being_written_while_a_cell_ran_says_nothing_of_it(lab: Lab) -> None:
    lab.run(WRONG)
    save(lab.path, RIGHT)
    os.utime(lab.path, (time.time() + 1,) * 2)
    assert "changed since" not in lab.check()


def test_a_cell_that_is_not_there_any_more_is_named(lab: Lab) -> None:
    lab.run(WRONG)
    save(lab.path, "# gone")
    os.utime(lab.path, (time.time() + 5,) * 2)
    assert "This tested cell In[2], which is not in the notebook any more." in lab.check()


def test_a_function_that_got_another_name_is_not_the_one_that_was_tested(lab: Lab) -> None:
    lab.run(WRONG, cell="a")
    assert "run again" not in lab.check()
    lab.run(WRONG, cell="a")
    assert "run again" not in lab.check()
    lab.run("def twice(x):\n    return 2 * x", cell="a")
    last = "that cell was run again as In[6], and does not define it any more."
    assert f"This tested double as In[4] has defined it: {last}" in lab.check()
    lab.run(WRONG, cell="b")
    assert "run again" not in lab.check()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def half(x):\n    return x /", "stopped with SyntaxError, line 2: invalid syntax"),
        ("half = len\nraise OSError", "stopped with OSError"),
        ("half = len\nraise KeyboardInterrupt", "was interrupted"),
    ],
)
def test_what_an_answer_calls_may_be_older_too(lab: Lab, code: str, said: str) -> None:
    lab.run("def half(x):\n    return x / 2")
    lab.run("def double(x):\n    return 4 * half(x)")
    assert "as it was before" not in lab.check()
    lab.run(code)
    card = lab.check()
    assert f"This tested half as it was before: cell In[5] {said}\n" in card


def test_a_name_that_never_was_there_is_not_tested_as_it_was_before(lab: Lab) -> None:
    card = lab.answer("def double(x):\n    return 2 x")
    assert "cell In[2] stopped with SyntaxError" in card
    assert "as it was before" not in card


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("import math", "Run the cell with 'import math' first."),
        (
            "import os, math as m\nfrom math import sqrt as math",
            "with 'from math import sqrt as math'",
        ),
        ("math: object = None", "with 'math: object = None'"),
        ("import math.sqrt as sqrt\n    math = 3", ""),
    ],
)
def test_a_name_that_code_uses_and_no_cell_has_run_is_found_in_the_notebook(
    lab: Lab, given: str, said: str
) -> None:
    save(lab.path, total=given)
    card = lab.answer("def double(x):\n    return math.sqrt(x)")
    assert "NameError: name 'math' is not defined" in card
    assert said in card
    assert "Run the cell" in card if said else "Run the cell" not in card


def test_a_name_that_code_uses_and_whose_cell_stopped_is_told_from_a_misspelt_one(lab: Lab) -> None:
    lab.run("def half(x):\n    return x /")
    card = lab.answer("def double(x):\n    return 4 * half(x)")
    assert "name 'half' is not defined. cell In[2] stopped with SyntaxError, line 2" in card


class TestWithAPage:
    """JupyterLab saves where a script of the check's asks for it."""

    @pytest.fixture(autouse=True)
    def _page(self, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JPY_SESSION_NAME", str(lab.path))
        monkeypatch.setattr("torchgrade.student.saving.AT_ONCE", 0.0)
        lab.run(WRONG)
        save(lab.path, RIGHT)
        lab.page = lab.path

    def test_a_check_sees_what_was_changed_a_moment_ago(self, lab: Lab) -> None:
        assert CHANGED in lab.check()
        assert lab.path.stat().st_mtime < time.time() - 400, "by a clock that goes wrong"

    def test_cells_that_run_in_a_row_are_not_saved_each(
        self, lab: Lab, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("torchgrade.student.saving.AT_ONCE", 60.0)
        assert CHANGED not in lab.check()
        assert "file, which was saved at" not in lab.shown("grader.check_all()")

    def test_a_page_that_does_not_save_is_not_asked_each_time(
        self, lab: Lab, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("torchgrade.student.saving.MOMENT", 0.0)
        lab.page = None
        assert "file, which was saved at" in lab.shown("grader.check_all()")
        shown = len(lab.on_page)
        lab.check()
        assert len(lab.on_page) == shown

    def test_the_board_has_texts_that_were_written_a_moment_ago(self, lab: Lab) -> None:
        assert "empty" in lab.shown("grader.check_all()")
        save(lab.path, why="One line.")
        board = lab.shown("grader.check_all()")
        assert "1 line" in board
        assert "which was saved at" not in board


def test_the_board_says_of_when_its_texts_are(lab: Lab) -> None:
    when = time.strftime("%H:%M:%S", time.localtime(Path(lab.path).stat().st_mtime))
    said = f"Written answers are those of the file, which was saved at {when}."
    assert said in lab.shown("grader.check_all()")
    assert said in lab.shown("grader.check_all()", "text/html")
