"""Converts a test cell of nbgrader to test cases in otter's format."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from torchgrade.authoring.importing.case_function import (
    CaseFunction,
    NotebookNames,
    case_function,
    definitions,
)
from torchgrade.authoring.importing.names import names_of
from torchgrade.authoring.importing.regions import parts

__all__ = ["TestCells", "test_cells"]

_AUTOTEST = re.compile(r"###\s*(HASHED\s+)?AUTOTEST\b")

_MAGIC = re.compile(r"^\s*(%|!)", re.MULTILINE)

_NOT_YET = "assert False, {text!r}"


@dataclass
class TestCells:
    """The test cases of a question, one cell each, with notes for its author."""

    cells: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inside: bool = False
    all_or_nothing: bool = False


def test_cells(question: str, text: str, points: float, notebook: NotebookNames) -> TestCells:
    """Make the test cases for a test cell.

    Its names are added to those that later test cells may use.

    Args:
        question: the question that it tests.
        text: the cell's text.
        points: its points, all or nothing.
        notebook: what the notebook defines.

    Raises:
        AuthorError: a hidden region has no end.
    """
    made = TestCells()
    cut = parts(text, "HIDDEN TESTS")
    shown = _python("\n".join(line for hidden, ls in cut for line in ls if not hidden))
    whole = _python("\n".join(line for hidden, ls in cut for line in (ls[1:] if hidden else ls)))
    hidden = _python("\n".join(line for hidden, ls in cut for line in ls[1:] if hidden))
    if _AUTOTEST.search(text):
        made.notes.append(
            "its AUTOTEST lines can't be carried over: write asserts in their place; the test "
            "fails until then"
        )
        shown += "\n" + _NOT_YET.format(text="write asserts in place of AUTOTEST")
        whole = shown
    try:
        _cases(made, question, points, notebook, shown, whole, hidden)
    except SyntaxError as error:
        made.notes.append(
            f"it is not Python that a function can contain ({error.msg}): rewrite it; the test "
            "fails until then"
        )
        commented = "\n".join(f"    # {line}" for line in text.split("\n"))
        failing = _NOT_YET.format(text="write this test anew")
        made.cells = [_cell(f"def test_{question}():\n{commented}\n    {failing}", points, True)]
    return made


def _cases(
    made: TestCells,
    question: str,
    points: float,
    notebook: NotebookNames,
    shown: str,
    whole: str,
    hidden: str,
) -> None:
    name = f"test_{question}"
    says_something = bool(_statements(shown))
    if not _statements(hidden):
        public = case_function(name, shown, notebook)
        functions = [public]
        made.cells = [_cell(public.text, points)]
    else:
        secret = case_function(f"{name}_hidden", _alone(shown, hidden, whole), notebook)
        if says_something:
            public = case_function(name, shown, notebook)
            made.all_or_nothing = True
            made.cells = [_cell(public.text, points / 2), _cell(secret.text, points / 2, True)]
        else:
            public = CaseFunction(_is_there(name, secret))
            made.cells = [_cell(public.text, 0), _cell(secret.text, points, True)]
        functions = [public, secret]
    _note(made, functions, whole)
    notebook.helpers.update(definitions(whole))


def _alone(shown: str, hidden: str, whole: str) -> str:
    """Return the code of a hidden case: the hidden part, after the visible one if it needs that.

    A visible check is only repeated if both use the same objects, which it may change.
    """
    if not _statements(shown):
        return hidden
    bound, used = names_of(shown), names_of(hidden)
    if used.free & (bound.bound - bound.imported):
        return whole
    others = [
        ast.get_source_segment(shown, node) or ""
        for node in _statements(shown)
        if not isinstance(node, ast.Assert)
    ]
    return "\n".join([*others, hidden])


def _is_there(name: str, secret: CaseFunction) -> str:
    """Return a public test that there is an answer, for cells without a visible part."""
    lines = [f'    assert {n} is not None, "{n} is not defined"' for n in secret.names]
    says = '    """That all is there; what it does is tested when your work is graded."""'
    return "\n".join([f"def {name}({', '.join(secret.names)}):", says, *lines])


def _note(made: TestCells, functions: list[CaseFunction], whole: str) -> None:
    for function in functions:
        if function.inside and not made.inside:
            made.inside = True
            made.notes.append(
                f"it {function.inside}: it runs beside the student's code (`inside` in lab.toml)"
            )
    if unknown := sorted({name for function in functions for name in function.unknown}):
        made.notes.append(
            f"it uses {', '.join(unknown)}, which no cell that imports or defines names does: "
            "taken from the student's notebook"
        )
    statements = _statements(whole)
    last = statements[-1] if statements else None
    if isinstance(last, ast.Expr) and not isinstance(last.value, (ast.Call, ast.Await)):
        made.notes.append(
            "in nbgrader the value of its last line may be a part of the points: here a test "
            "passes or fails. Make it an assert"
        )
    if not statements:
        made.notes.append("it has no code, so nbgrader gives its points to everybody")


def _statements(code: str) -> list[ast.stmt]:
    """Return the statements of code, without bare strings."""
    return [
        node
        for node in ast.parse(code).body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]


def _python(text: str) -> str:
    if not _MAGIC.search(text):
        return text
    from IPython.core.inputtransformer2 import TransformerManager

    return str(TransformerManager().transform_cell(text))  # type: ignore[no-untyped-call]


def _cell(function: str, points: float, hidden: bool = False) -> str:
    return (
        f'""" # BEGIN TEST CONFIG\npoints: {points:g}\nhidden: {str(hidden).lower()}\n'
        f'""" # END TEST CONFIG\n{function}'
    )
