"""Makes cells for the source notebook of an nbgrader course: texts, answers, tests."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from torchgrade.errors import AuthorError
from torchgrade.gradecells import GradeCell
from torchgrade.nbgrader.cell_metadata import cell_metadata
from torchgrade.records import CaseSpec

__all__ = ["answer", "case_sources", "plain", "tests", "text"]

_BEGIN_HIDDEN, _END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"

_IMPORT = "from torchgrade.testcell import test_case"
_OTTERS = {"name", "points", "all_or_nothing", "OK_FORMAT"}


def plain(cell: Any, source: str) -> Any:
    """Make a cell that students may change and nbgrader ignores."""
    return _cell(cell.cell_type, source, tags=cell.metadata.get("tags"))


def text(cell: Any, source: str, name: str) -> Any:
    """Make a cell with text of a question, which nbgrader restores before grading."""
    made = _cell(cell.cell_type, source, tags=cell.metadata.get("tags"))
    made.metadata["nbgrader"] = cell_metadata(name, locked=True)
    return made


def answer(kind: str, solution: str, stub: str, name: str, points: float | None = None) -> Any:
    """Make a cell in which students answer.

    Args:
        kind: ``code`` or ``markdown``.
        solution: the author's solution.
        stub: what students get.
        name: nbgrader's ``grade_id``.
        points: the points for manual grading; ``None`` if tests decide.
    """
    made = _cell(kind, solution)
    made.metadata["torchgrade"] = {"stub": stub}
    if kind == "markdown" and points is None:
        return made  # nbgrader has no such cell: text is graded manually, and has points
    made.metadata["nbgrader"] = cell_metadata(name, solution=True, points=points)
    return made


def tests(cell: GradeCell, cases: Sequence[CaseSpec], sources: Sequence[str]) -> Any:
    """Make the cell that runs a test case, or all cases of an all-or-nothing question."""
    head = f"# {', '.join(cell.cases)}: {_points(cell.points)}"
    shown = [source for case, source in zip(cases, sources, strict=True) if not case.hidden]
    hidden = [source for case, source in zip(cases, sources, strict=True) if case.hidden]
    parts = [f"{_IMPORT}\n", *shown] if shown else []
    if hidden:
        head += ", for a test that runs when your work is graded"
        imported = [] if shown else [f"{_IMPORT}\n"]
        parts += [_BEGIN_HIDDEN, *imported, *hidden, _END_HIDDEN]
    made = _cell("code", "\n".join([head, *parts]))
    made.metadata["nbgrader"] = cell_metadata(cell.id, points=cell.points, locked=True)
    return made


def case_sources(path: Path) -> list[str]:
    """Split a file of exception tests, as written by otter, into the sources of its test cases.

    Other definitions in the file are put before each of them, since a cell must run alone.

    Raises:
        AuthorError: it is not such a file.
    """
    code = path.read_text(encoding="utf-8")
    lines = code.splitlines()
    helpers: list[str] = []
    found: dict[str, str] = {}
    for node in ast.parse(code).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        source = "\n".join(lines[first - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef) and any(map(_is_test_case, node.decorator_list)):
            found[node.name] = source
        elif not _is_otters(node):
            helpers.append(source)
    if not found:
        raise AuthorError(
            f"{path.name} has no `@test_case` function: an nbgrader course needs tests in the "
            "exception-based format (`ok_format: false`)"
        )
    return ["\n".join([*helpers, source]) for source in found.values()]


def _is_test_case(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return isinstance(called, ast.Name) and called.id == "test_case"


def _is_otters(node: ast.stmt) -> bool:
    """Return whether a statement belongs to otter's file format, not to a test."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "otter.test_files"
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id in _OTTERS for target in targets)


def _cell(kind: str, source: str, tags: Any = None) -> Any:
    make = getattr(nbformat.v4, f"new_{kind}_cell")
    return make(source, metadata={"tags": list(tags)} if tags else {})


def _points(points: float) -> str:
    return f"{points:g} point" + ("" if points == 1 else "s")
