"""Cells are found that answer a question, and the one that others stopped for want of."""

from __future__ import annotations

from typing import Any

from nbformat import v4

from torchgrade.engine.engine import CaseOutcome, CellError, Outcome
from torchgrade.grade.answers import answers_of
from torchgrade.grade.causes import causes_of, names_defined
from torchgrade.grade.score import score
from torchgrade.notes import Note
from torchgrade.records import CaseSpec, Cause, Grade, Manifest, QuestionSpec

ANSWER = {"tags": ["otter_answer_cell"]}


def question(name: str, title: str = "", *, manual: bool = False) -> QuestionSpec:
    cases = (
        CaseSpec(f"{name} - 1", "test_a", False, 1),
        CaseSpec(f"{name} - 2", "test_b", True, 1),
    )
    return QuestionSpec(name, 2, manual, cases=() if manual else cases, title=title)


def book(*cells: str, tagged: bool = True) -> Any:
    """A notebook: what starts with # is text, what starts with > an answer."""
    made = []
    for text in cells:
        tags = ANSWER if tagged and text.startswith(">") else {}
        kind = v4.new_markdown_cell if "# " in text[:4] or "Why" in text else v4.new_code_cell
        made.append(kind(text.lstrip(">"), metadata=tags))
    return v4.new_notebook(cells=made)


MANIFEST = Manifest(
    "lab", "Lab", "", (question("q1", "One"), question("q2", "Two", manual=True), question("q3"))
)
CELLS = (
    "import torch",
    "# Lab\n\n## One",
    "print('given')",
    ">def one(x):\n    return x",
    "def mine(x):\n    return x",
    'grader.check("q1")',
    "## Two",
    ">Why: because.",
    "## Another part",
    ">three = one(3)",
    'grader.check("q3")',
    'grader.check("q9")',
)


def test_answers_lie_between_heading_and_check() -> None:
    found = answers_of(book(*CELLS), MANIFEST)
    assert [(a.question, a.cell, a.lines) for a in found] == [
        ("q1", 4, 2),
        ("q1", 5, 2),
        ("q2", 8, 1),
        ("q3", 10, 1),
    ]


def test_without_tags_all_code_of_the_part_is_shown() -> None:
    found = answers_of(book(*CELLS, tagged=False), MANIFEST)
    assert [(a.question, a.cell) for a in found] == [
        *(("q1", 3), ("q1", 4), ("q1", 5)),
        ("q3", 10),
    ]


def test_answers_of_an_nbgrader_notebook_are_found_by_its_metadata() -> None:
    notebook = book(*CELLS, tagged=False)
    for cell in notebook.cells:
        cell.source = cell.source.replace("grader.check", '__import__("otter").Notebook().check')
    notebook.cells[3].metadata["nbgrader"] = {"grade_id": "q1-answer", "solution": True}
    found = answers_of(notebook, MANIFEST)
    assert [(a.question, a.cell) for a in found] == [("q1", 4), ("q1", 5), ("q3", 10)]


def test_what_follows_the_last_written_answer_is_none() -> None:
    cells = ("## Two", ">Why: because.", "mine = 1", "# <!-- END QUESTION -->", "grader.export()")
    found = answers_of(book(*cells), MANIFEST)
    assert [(a.question, a.cell) for a in found] == [("q2", 2), ("q2", 3)]


def test_long_cells_are_cut_at_a_line_and_keep_their_length() -> None:
    long = ">" + "\n".join(f"x{n} = {n}" for n in range(10_000))
    [found] = answers_of(book("## One", long, 'grader.check("q1")'), MANIFEST)
    assert found.lines == 10_000
    assert len(found.source) <= 6_000
    assert found.source.endswith("x149 = 149")
    [found] = answers_of(book("## One", ">" + "x" * 10**6, 'grader.check("q1")'), MANIFEST)
    assert len(found.source) <= 6_000


def test_many_cells_together_have_a_bound() -> None:
    cells = [">" + "y = 1\n" * 140] * 1_000
    found = answers_of(book("## One", *cells, 'grader.check("q1")'), MANIFEST)
    assert sum(len(answer.source) for answer in found) <= 100_000
    assert len(found) == 300


def test_an_answer_that_is_the_release_s_own_text_has_no_lines() -> None:
    text = ">_Type your answer here, replacing this text._"
    notebook = book("## Two", text.replace(">", ">Why ").replace("Why ", ""), "## One")
    notebook.cells[1] = v4.new_markdown_cell(text[1:], metadata=ANSWER)
    [found] = answers_of(notebook, MANIFEST)
    assert (found.question, found.lines) == ("q2", 0)


def error(cell: int, text: str, why: str = "", note: str = "") -> CellError:
    return CellError(cell, text, "", why, note or Note.CELL_RAISED.text(cell=cell))


def causes(notebook: Any, errors: list[CellError], **cases: tuple[CaseOutcome, ...]) -> list[Cause]:
    results = {
        name: cases.get(name, (CaseOutcome(False), CaseOutcome(False))) for name in ("q1", "q3")
    }
    outcome = Outcome(results, tuple(errors))
    grade = Grade("ada", "graded", 4, questions=score(MANIFEST, outcome))
    made = Grade(**{**vars(grade), "answers": answers_of(notebook, MANIFEST)})
    return list(causes_of(notebook, made, outcome))


def test_a_cell_that_stopped_is_the_one_cause_of_all_that_use_its_names() -> None:
    lacks = (CaseOutcome(False, lacks=("one",)),) * 2
    said = "SyntaxError: invalid syntax (<ipython-input-1-b0cdf9019446>, line 2)"
    [found] = causes(book(*CELLS), [error(4, said)], q1=lacks)
    assert (found.cell, found.said) == (4, "SyntaxError: invalid syntax (line 2)")
    assert found.names == ("one",)
    assert found.questions == ("q1", "q3"), "three is made of one"


def test_what_stopped_for_want_of_another_cell_is_said_with_that() -> None:
    cells = list(CELLS)
    cells[0] = "import numpi\nimport torch"
    cells[3] = ">class one(torch.Module):\n    pass"
    stopped = [
        error(1, "ModuleNotFoundError: No module named 'numpi'"),
        error(4, "NameError: name 'torch' is not defined"),
        error(10, "NameError: name 'one' is not defined"),
    ]
    [found] = causes(book(*cells), stopped, q1=(CaseOutcome(False, lacks=("one",)),) * 2)
    assert (found.cell, found.cells) == (1, (4, 10))
    assert set(found.names) == {"torch", "one"}
    assert found.questions == ("q1", "q3")


def test_a_cell_that_stopped_once_it_had_defined_all_takes_nothing_with_it() -> None:
    [found] = causes(book(*CELLS), [error(4, "IndexError: 5")])
    assert (found.cell, found.names, found.questions) == (4, (), ())


def test_two_cells_that_miss_each_other_s_names_end_nowhere() -> None:
    cells = [*CELLS]
    cells[3], cells[9] = ">one = three", ">three = one"
    stopped = [
        error(4, "NameError: name 'three' is not defined"),
        error(10, "NameError: name 'one' is not defined"),
    ]
    assert {cause.cell for cause in causes(book(*cells), stopped)} <= {4, 10}


def test_a_public_message_counts_and_a_hidden_one_does_not() -> None:
    said = "❌ Test case failed\nNameError: name 'torch' is not defined"
    cells = book("import numpi, torch", *CELLS[1:])
    stopped = [error(1, "ModuleNotFoundError: No module named 'numpi'")]
    [found] = causes(cells, stopped, q1=(CaseOutcome(False, said), CaseOutcome(True)))
    assert found.names == ("torch",)
    [found] = causes(cells, stopped, q1=(CaseOutcome(True), CaseOutcome(False, said)))
    assert found.names == ()


def test_a_name_of_a_hidden_test_is_shown_to_who_has_written_it_only() -> None:
    hidden = (CaseOutcome(True), CaseOutcome(False, lacks=("secret",)))
    assert causes(book(*CELLS), [], q1=hidden) == []
    [found] = causes(book(*CELLS, "# text", "print(secret)"), [], q1=hidden)
    assert (found.cell, found.names, found.questions) == (0, ("secret",), ("q1",))


def test_a_name_that_stands_in_text_or_comes_too_late_is_said_to() -> None:
    lacks = (CaseOutcome(False, lacks=("one",)),) * 2
    one = [*CELLS]
    one[3] = "x = 1"
    late = book(*one, "# one = 2 here", "def one(x):\n    return x")
    [found] = causes(late, [], q1=lacks)
    assert found.said == "Cell 14 does, after the check: move it up."
    for kind, tagged in (("markdown", True), ("raw", True), ("markdown", False)):
        notebook = book(*CELLS, tagged=tagged)
        notebook.cells[3]["cell_type"] = kind
        [found] = causes(notebook, [], q1=lacks)
        assert found.said.startswith("Cell 4 would, but it is ")
        assert (found.cell, found.names) == (0, ("one",))
    given = book(*one, "# Signature\n\ndef one(x):\n    ...")
    given.cells[-1]["cell_type"] = "markdown"
    [found] = causes(given, [], q1=lacks)
    assert found.said == ""


def test_a_question_whose_own_cell_stopped_halfway_depends_on_what_that_lacked() -> None:
    """Its tests find what the cell has defined before, and miss what comes later."""
    cells = list(CELLS)
    cells[9] = ">three = {}\nthree[3] = helper(3)"
    half = (CaseOutcome(False, "AssertionError: three[3] is missing"), CaseOutcome(True))
    lacks = [error(n, "NameError: name 'helper' is not defined") for n in (5, 10)]
    [found] = causes(book(*cells), lacks, q1=(CaseOutcome(True),) * 2, q3=half)
    assert (found.cell, found.names, found.questions) == (0, ("helper",), ("q3",))
    cells[9] = ">three = {}\nthree[3] = given(3)"
    lacks = [error(5, "NameError: name 'one' is not defined")]
    lacks += [error(4, "SyntaxError: no"), error(10, "NameError: name 'mine' is not defined")]
    [found] = causes(book(*cells), lacks, q1=(CaseOutcome(True),) * 2, q3=half)
    assert (found.cell, found.cells, found.questions) == (4, (5, 10), ("q3",))


def test_how_a_cell_ended_is_said_in_the_grader_s_words() -> None:
    note = Note.CELL_LATE.text(cell=4, seconds=300)
    [found] = causes(book(*CELLS), [error(4, "x", "took too long", note)])
    assert found.said == "did not end within 300 s"


def test_names_are_found_in_code_that_does_not_parse() -> None:
    code = "def f(x:\n  y = 1\nclass A(\na, b = 1, 2\nc: int = 3\nd == 4\nimport x.y, numpy as np\n"
    code += "from m import e as g, h\nasync def k(): pass\nobj.attr = 5\n"
    assert names_defined(code) == {"f", "A", "a", "b", "c", "x", "np", "g", "h", "k"}
    assert names_defined("a, " * 10**5 + "\n" + " " * 10**5 + "= 1") == set()


def test_thousands_of_names_are_few_in_a_grade() -> None:
    names = [f"n{n}" for n in range(5_000)]
    said = "\n".join(f"NameError: name '{name}' is not defined" for name in names)
    cell = "".join(f"{name} = 1\n" for name in names)
    errors = [error(n, "ValueError: 1") for n in range(1, 9)]
    [first, *_] = causes(book(*[cell] * 8, *CELLS), errors, q1=(CaseOutcome(False, said),) * 2)
    assert len(first.names) == 50
