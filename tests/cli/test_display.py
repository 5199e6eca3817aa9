"""What the terminal gets steers nothing, wherever a text comes from."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.command import torchgrade_here
from tests.support.grades import BATCH, GRADE, MANIFEST
from torchgrade.cli import display
from torchgrade.cli.grades.summary import grades_table, summary_lines
from torchgrade.records import NotTaken

EVIL = "\x1b]0;title\x07\x1b[2J\x9b2J[red]x[/red]\u202ey\ud800\x08\x00"


@pytest.mark.parametrize("name", ["console", "errors"])
def test_no_text_steers_a_terminal(name: str) -> None:
    console = getattr(display, name)
    evil = replace(GRADE, submission=EVIL, message=EVIL, status="rejected", score=None)
    batch = replace(BATCH, grades=(evil,), not_taken=(NotTaken(EVIL, EVIL),) * 30)
    with console.capture() as shown:
        console.print(grades_table(batch, MANIFEST))
        console.print(f"error: {EVIL}", style="red", markup=False, soft_wrap=True)
        for line in summary_lines(batch, Path(EVIL)):
            console.print(line, markup=False)
        console.print(display.Live(MANIFEST, 1, [evil]).table())
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.get())  # colours are rich's
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800]", text)
    assert "[red]x[/red]" in text
    assert "10 more, in not_taken.csv" in text


@pytest.mark.parametrize(
    ("submission", "student", "shown"),
    [
        ("submission_17", "Ada Lovelace", "submission_17 (Ada Lovelace)"),
        ("ada/hello", "ada", "ada/hello"),
        ("hello.ipynb", "", "hello.ipynb"),
    ],
)
def test_a_row_names_the_student(submission: str, student: str, shown: str) -> None:
    grade = replace(GRADE, submission=submission, student=student)
    table = grades_table(replace(BATCH, grades=(grade,)), MANIFEST)
    assert list(table.columns[0].cells) == [shown]


def test_a_large_class_has_a_row_for_each_that_is_not_graded_and_a_line_for_the_rest() -> None:
    rejected = replace(GRADE, submission="bad", status="rejected", score=None, student="Ada")
    whole = tuple(replace(GRADE, submission=f"s{number}") for number in range(599))
    table = grades_table(replace(BATCH, grades=(*whole, rejected)), MANIFEST)
    assert list(table.columns[0].cells) == ["bad (Ada)"]
    assert str(table.caption).startswith("599 of 600 are graded, ")
    good = grades_table(replace(BATCH, grades=whole), MANIFEST)
    with display.console.capture() as shown:
        display.console.print(good)
    title, caption = (line.strip() for line in shown.get().splitlines())
    assert (title, caption[:22]) == (MANIFEST.title, "599 of 599 are graded,")
    few = grades_table(replace(BATCH, grades=(*whole[:59], rejected)), MANIFEST)
    assert len(list(few.columns[0].cells)) == 60
    many = grades_table(replace(BATCH, grades=(*whole[:9], *[rejected] * 70)), MANIFEST)
    assert "; 10 more are not" in str(many.caption)


def test_a_fault_of_ours_is_shown_without_what_it_quotes_steering(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from torchgrade import cli

    def fault() -> None:
        raise KeyError(EVIL)

    monkeypatch.setattr(cli, "app", fault)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert "\x1b]" not in capsys.readouterr().err


@pytest.mark.usefixtures("warm")
def test_without_a_terminal_a_line_now_and_then_says_how_far_a_class_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests = {"q1": "def test_it(double):\n    assert double(2) == 4"}
    _, submission = tiny.make(tmp_path / "lab", ["def double(x):\n    return 2 * x"], tests)
    for name in ("ada", "bob", "cyd"):
        shutil.copytree(submission.path, tmp_path / "inbox" / name)
    command = ["grade", "--autograder", "lab/autograder", "inbox", "--jobs", "1", "--out"]
    quick = torchgrade_here(*command, "quick", cwd=tmp_path)
    assert (quick.returncode, quick.stderr) == (0, "")  # what takes seconds has no such line
    monkeypatch.setattr(display, "LINE_EVERY", 0.0)
    done = torchgrade_here(*command, "out", cwd=tmp_path)
    lines = [re.sub(r"0:00:\d\d", "TIME", line) for line in done.stderr.splitlines()]
    assert lines == [f"grading lab: {count} of 3, TIME" for count in (0, 1, 2, 3)]
