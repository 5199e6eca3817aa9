"""Answers that people mark: from the heading to the end of the question, with their figures."""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from torchgrade.grade import written_of
from torchgrade.records import Manifest, Picture, QuestionSpec, WrittenCell

PICTURE = Picture("image/png", "AAAA")
MANIFEST = Manifest(
    "lab",
    "Lab",
    "",
    (
        QuestionSpec("q1", 1, title="Question 1"),
        QuestionSpec("q2", 4, manual=True, title="Question 2. Say why"),
        QuestionSpec("q3", 4, manual=True, title="Question 3. Draw"),
    ),
)
FILL_IN = {"tags": ["otter_answer_cell"]}


def release(*between: Any) -> Any:
    return new_notebook(
        cells=[
            new_markdown_cell("# Question 1"),
            new_code_cell("x = 1", metadata=FILL_IN),
            new_code_cell('grader.check("q1")'),
            new_code_cell("draw_experiment()", metadata={"tags": ["otter_ignore"]}),
            new_markdown_cell("<!-- BEGIN QUESTION -->\n\n## Question 2. Say why\n\nWhy?"),
            new_markdown_cell("Since it is so.", metadata=FILL_IN),
            *between,
            new_markdown_cell(
                "<!-- END QUESTION -->\n\n<!-- BEGIN QUESTION -->\n\n## Question 3. Draw"
            ),
            new_code_cell("plot(1)", metadata={"tags": ["otter_ignore", "otter_answer_cell"]}),
            new_markdown_cell("<!-- END QUESTION -->\n\nThe end."),
            new_markdown_cell("Not an answer."),
        ]
    )


def test_an_answer_is_what_was_filled_in_with_the_figure_that_it_is_about() -> None:
    second, third = written_of(release(), MANIFEST, {4: (PICTURE,), 8: (PICTURE,), 2: (PICTURE,)})
    assert second.question == "q2"
    assert second.cells == (
        WrittenCell(4, "code", "", (PICTURE,), given=True),
        WrittenCell(6, "markdown", "Since it is so."),
    )
    assert third.cells == (WrittenCell(8, "code", "plot(1)", (PICTURE,)),)


def test_the_figure_of_an_answer_without_one_is_the_last_before_it() -> None:
    second, _ = written_of(release(), MANIFEST, {2: (PICTURE,)})
    assert second.cells[0] == WrittenCell(2, "code", "", (PICTURE,), given=True)


def test_cells_that_a_student_adds_belong_to_it() -> None:
    added = [new_markdown_cell("And more."), new_code_cell("check_it()")]
    second, _ = written_of(release(*added), MANIFEST, {})
    assert [cell.source for cell in second.cells] == ["Since it is so.", "And more.", "check_it()"]


def test_given_cells_without_a_figure_say_nothing() -> None:
    given = new_code_cell("helpers.run()", metadata={"tags": ["otter_ignore"]})
    locked = new_markdown_cell("Text.", metadata={"nbgrader": {"solution": False, "locked": True}})
    second, _ = written_of(release(given, locked), MANIFEST, {})
    assert [cell.source for cell in second.cells] == ["Since it is so."]


def test_without_a_heading_the_comments_of_otter_tell() -> None:
    book = release()
    for cell in book.cells:
        cell.source = cell.source.replace("## Question", "Question")
    second, third = written_of(book, MANIFEST, {})
    assert [cell.source for cell in second.cells] == ["Since it is so."]
    assert [cell.source for cell in third.cells] == ["plot(1)"]


def test_without_a_heading_the_names_of_nbgrader_tell() -> None:
    named = new_markdown_cell(
        "Since.", metadata={"nbgrader": {"grade_id": "q3-answer", "solution": True}}
    )
    assert written_of(new_notebook(cells=[named]), MANIFEST, {})[1].cells[0].source == "Since."


def test_an_answer_without_its_heading_has_no_cells() -> None:
    second, third = written_of(new_notebook(cells=[new_markdown_cell("Hm.")]), MANIFEST, {})
    assert second.cells == third.cells == ()


def test_pictures_of_a_submission_and_texts_have_bounds() -> None:
    large = Picture("image/png", "A" * 5 * 2**20)
    long = new_markdown_cell("x" * 100_000)
    second, third = written_of(release(long), MANIFEST, {6: (large,), 9: (large, PICTURE)})
    assert second.cells[0].pictures == (large,)
    assert len(second.cells[1].source) <= 30_000
    assert third.cells[0].pictures == (PICTURE,)


def test_a_lab_without_written_questions_has_none() -> None:
    assert written_of(release(), Manifest("lab", "Lab", "", (QuestionSpec("q1", 1),)), {}) == ()
