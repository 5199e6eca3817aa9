"""Marks of people in grades: added where grades are written, and kept by whatever grades anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.grades import BATCH, CONFIG, EVIL, GRADE, MANIFEST
from torchgrade import results
from torchgrade.errors import AuthorError
from torchgrade.records import Grade, Mark, Picture, WrittenAnswer, WrittenCell

MARK = Mark("q2", 3.5, 5, ("-1.5: no reason",), f"See *{EVIL}*", "Bea")
GRADED = replace(GRADE, digest="d1", student="Ada")


def folder_of(out: Path, grade: Grade = GRADED) -> Path:
    return out / results.submission_folder(grade)


def test_points_of_a_mark_are_points(tmp_path: Path) -> None:
    results.write_marks(GRADED, [MARK], tmp_path)
    grade = results.with_marks(GRADED, tmp_path)
    assert (grade.score, grade.max_score, grade.unmarked) == (3.5, 9, 0)
    assert results.with_marks(grade, tmp_path) == grade, "nothing is added twice"
    assert results.without_marks(grade) == GRADED


def test_marks_do_not_hold_for_something_else(tmp_path: Path) -> None:
    results.write_marks(GRADED, [MARK], tmp_path)
    assert results.with_marks(replace(GRADED, digest="d2"), tmp_path).marks == ()


@pytest.mark.parametrize("content", [b"{", b"", b"\xff", b"[]", b'{"digest": 3, "marks": []}'])
def test_marks_that_cannot_be_read_are_an_error_and_not_unmarked(
    tmp_path: Path, content: bytes
) -> None:
    assert results.with_marks(GRADED, tmp_path) == GRADED, "nobody has marked anything"
    (tmp_path / "marks.json").write_bytes(content)
    with pytest.raises(AuthorError, match=r"marks\.json.*--apply"):
        results.with_marks(GRADED, tmp_path)
    (tmp_path / "marks.json").unlink()
    (tmp_path / "marks.json").mkdir()
    with pytest.raises(AuthorError, match=r"marks\.json"):
        results.with_marks(GRADED, tmp_path)


def test_a_mark_that_was_taken_back_is_gone(tmp_path: Path) -> None:
    results.write_marks(GRADED, [MARK], tmp_path)
    results.write_marks(GRADED, [], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_grade_of_its_own_stays_what_tests_made_it(tmp_path: Path) -> None:
    """Else `--only` and `--resume` would add up points of marks with those of tests."""
    results.write_marks(GRADED, [MARK], folder_of(tmp_path))
    results.write_grade(results.with_marks(GRADED, folder_of(tmp_path)), "mark", tmp_path)
    assert list(results.read_grades(tmp_path, "mark")) == [GRADED]


def test_all_that_is_written_has_them(tmp_path: Path) -> None:
    results.write_marks(GRADED, [MARK], folder_of(tmp_path))
    results.write_submission(GRADED, MANIFEST, CONFIG, tmp_path)
    results.write_batch(replace(BATCH, grades=(GRADED, *BATCH.grades[1:])), MANIFEST, tmp_path)
    page = (folder_of(tmp_path) / "feedback.html").read_text("utf-8")
    assert "3.5 / 5" in page
    assert "-1.5: no reason" in page
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    gradescope = json.loads((folder_of(tmp_path) / "results.json").read_text("utf-8"))
    [entry] = [one for one in gradescope["tests"] if one["name"] == "q2 (marked by a person)"]
    assert (entry["score"], entry["max_score"]) == (3.5, 5)
    assert entry["output"] == f"-1.5: no reason\nSee *{EVIL}*"
    assert entry["output_format"] == "text"
    table = (tmp_path / "grades.csv").read_text("utf-8").splitlines()
    head, row = table[0].split(","), table[1].split(",")
    assert (row[head.index("score")], row[head.index("q2")]) == ("3.5", "3.5")
    assert json.loads((tmp_path / "grades.json").read_text("utf-8"))["grades"][0]["score"] == 3.5
    report = (tmp_path / "report.html").read_text("utf-8")
    assert '<td data-value="3.5" class="part">3.5</td>' in report


def test_a_report_of_which_some_are_marked_says_so(tmp_path: Path) -> None:
    other = replace(GRADED, submission="cy.ipynb", digest="d2")
    results.write_marks(GRADED, [MARK], folder_of(tmp_path))
    results.write_batch(replace(BATCH, grades=(GRADED, other)), MANIFEST, tmp_path)
    report = (tmp_path / "report.html").read_text("utf-8")
    assert "of 1 submissions some are still to be marked" in report
    assert report.count('<td data-value="" class="soft">') == 1


def test_without_marks_nothing_has_another_column(tmp_path: Path) -> None:
    results.write_batch(BATCH, MANIFEST, tmp_path)
    assert ",q2," not in (tmp_path / "grades.csv").read_text("utf-8").splitlines()[0]
    assert "torchgrade mark" in (tmp_path / "report.html").read_text("utf-8")


def test_another_folder_takes_them_along(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    results.write_marks(GRADED, [MARK], old)
    results.write_written(GRADED, [answer("Since.")], old)
    results.carry(old, new)
    assert results.read_marks(GRADED, new) == (MARK,)
    assert results.read_written(GRADED, new) == (answer("Since."),)
    results.write_marks(GRADED, [replace(MARK, points=1.0)], new)
    results.carry(old, new)
    assert results.read_marks(GRADED, new)[0].points == 1, "what is there already stays"


def answer(text: str, kind: str = "markdown", *pictures: Picture) -> WrittenAnswer:
    return WrittenAnswer("q2", (WrittenCell(3, kind, text, pictures),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (answer("It  is\n\nso. "), answer("It is so.")),
        (answer("x = 1\n\ny = 2  ", "code"), answer("x = 1\ny = 2", "code")),
        (answer("_Type your answer here, replacing this text._"), answer("  ")),
        (answer("...  # here", "code"), answer("# nothing\n\n...", "code")),
    ],
)
def test_answers_that_differ_in_white_space_are_equal(
    one: WrittenAnswer, other: WrittenAnswer
) -> None:
    assert results.content_key(one) == results.content_key(other)


def test_an_answer_of_spaces_is_soon_compared() -> None:
    spaces = " " * 10**6
    code = answer(f"{spaces}x\n...{spaces}x\n{spaces}", "code")
    assert results.content_key(code) != results.content_key(answer("x", "code"))


def test_answers_that_say_or_show_something_else_are_not() -> None:
    red, blue = Picture("image/png", "AA=="), Picture("image/png", "AB==")
    different = [
        answer("It is so."),
        answer("It is not so."),
        answer("if x:\n    y", "code"),
        answer("if x:\ny", "code"),
        answer("It is so.", "markdown", red),
        answer("It is so.", "markdown", blue),
        answer(""),
        WrittenAnswer("q2"),
    ]
    assert len({results.content_key(one) for one in different}) == len(different)


def test_a_drawing_without_a_word_is_not_empty() -> None:
    drawn = Picture("image/png", "AA==")
    assert not results.is_empty(answer("...", "code", drawn))
    given = WrittenAnswer("q2", (WrittenCell(2, "code", "", (drawn,), given=True),))
    assert results.is_empty(given), "but for one that the lab's own code made"


def test_of_a_run_of_an_earlier_torchgrade_what_its_grade_quotes_is_there(tmp_path: Path) -> None:
    from torchgrade.records import AnswerCell

    old = replace(GRADED, answers=(AnswerCell("q2", 7, "Since it is.", 1),))
    assert results.read_written(old, tmp_path) == (
        WrittenAnswer("q2", (WrittenCell(7, "markdown", "Since it is."),)),
    )
