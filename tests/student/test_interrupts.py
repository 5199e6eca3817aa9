"""A check that a student has stopped, in words that fit on a page."""

from __future__ import annotations

import re

import pytest

from tests.support.notebook_shell import Lab

STOPPED = "def wait(x):\n    n = x\n    raise KeyboardInterrupt"


def test_it_shows_the_students_own_line_and_no_frame_of_otters(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.run(STOPPED)
    lab.run("def double(x):\n    # never ends\n    return wait(x)")
    capsys.readouterr()
    result = lab.run('grader.check("q2_double")')
    assert isinstance(result.error_in_exec, KeyboardInterrupt)
    said = capsys.readouterr().out
    assert said.splitlines() == [
        "KeyboardInterrupt: the check was stopped before its tests had ended.",
        "Your code was here, in cell In[2], line 3:",
        "      1  def wait(x):",
        "      2      n = x",
        "-->   3      raise KeyboardInterrupt",
    ]


def test_the_line_of_the_check_is_not_taken_for_the_students(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.run(f"exec(compile({STOPPED.replace('wait', 'double')!r}, 'elsewhere', 'exec'))")
    capsys.readouterr()
    lab.run('grader.check("q2_double")')
    assert capsys.readouterr().out.count("\n") == 1


def test_another_interrupt_is_shown_as_ever(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    lab.run(STOPPED)
    capsys.readouterr()
    result = lab.run("wait(3)")
    assert isinstance(result.error_in_exec, KeyboardInterrupt)
    said = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert "the check was stopped" not in said
    assert "----> 1 wait(3)" in said
    assert "Traceback (most recent call last)" in said
    assert "interactiveshell.py" not in said


def test_a_training_that_was_stopped_is_one_line(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.run("from torchgrade.student.training.loop import TrainingStopped")
    capsys.readouterr()
    result = lab.run("raise TrainingStopped('You stopped the training in epoch 3.')")
    assert isinstance(result.error_in_exec, KeyboardInterrupt)
    assert capsys.readouterr().out.strip() == "You stopped the training in epoch 3."
