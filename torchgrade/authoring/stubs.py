"""Checks what a release keeps of each solution cell: never all of it, and only valid Python."""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Collection, Iterator
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline
from torchgrade.errors import AuthorError

__all__ = ["check_stubs"]

_ALMOST_MARKER = re.compile(
    r"#[\s#*=~<[/%_-]*(((BEGIN|END|START|STOP)[\s_-]+(OF[\s_-]+)?)?SOLUTIONS?(\s+NO\s+PROMPT)?"
    r"|(BEGIN|END)\s+(ANSWERS?|PROMPT|HIDDEN\s+TESTS?))[\s#*=~>\]/_:.!-]*$"
    r"|(?<=\S)\s+#+\s*SOLUTION\s*[:(#-].*$",  # after code, with a description
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\s*# BEGIN SOLUTION|.*# END SOLUTION\s*$")
_TAKEN = re.compile(r"# ?SOLUTION|# SEED\s*$|# (BEGIN|END) PROMPT\s*$")
"""In a line that otter removes, or replaces by ``...``."""

_ALONE = re.compile(r"\s*(#(.*#)? ?SOLUTION.*)")
_HEAD = re.compile(r"\s*((import|from|def|async def|class)\b|[@%!])")
"""A line that may follow a marker used as a title: it contains nothing of an answer."""

_MARKER_IN_TEXT = re.compile(
    r"^\W*((BEGIN|END)\s+(SOLUTION|ANSWER|HIDDEN\s+TESTS?|MARK\s+SCHEME))\W*$", re.I | re.M
)
"""nbgrader's markers, and otter's in places where otter does not look for them."""

_OF_PYTHON = re.compile(r"\s*%%(time|timeit|capture|prun)\b.*")
"""The first line of a cell whose rest IPython runs as Python."""

_NO_SOLUTION = re.compile(r"# SEED$|# (BEGIN|END) PROMPT$")
"""Ends of lines that otter also removes, though they contain nothing of a solution."""

_HOW = (
    "Put the solution between the lines # BEGIN SOLUTION and # END SOLUTION of the cell, or end a "
    "single line with # SOLUTION, in capitals as here"
)


def check_stubs(outline: Outline, solved: Any, released: Any, given: Collection[str]) -> None:
    """Compare the release that otter made with the solved notebook, cell by cell.

    Args:
        outline: the outline of the source notebook.
        solved: the solved notebook, where otter has tagged the cells of solution blocks.
        released: the release's notebook.
        given: lines that students may see.

    Raises:
        AuthorError: names each solution cell from which nothing was removed or that is elsewhere in
            full, each comment that only looks like a marker, and each cell whose rest is not
            Python.
    """
    pairs = list(_pairs(solved, released))
    answers = {
        _meaning(nb.source(cell)): _number(outline, cell)
        for cell, _ in pairs
        if cell.cell_type == "code" and _is_solution(cell)
    }
    for cell, rest in pairs:
        left = nb.source(rest)
        fault, code = _fault(cell, left, given), _meaning(left) if cell.cell_type == "code" else ""
        if not fault and code in answers and not _may_be_seen(left, given):
            fault = f"expected the solution of cell {answers[code]} nowhere, found its code here"
        if fault:
            outline.problem(_number(outline, cell), fault)
    if outline.problems:
        raise AuthorError("\n".join(outline.problems))


def _fault(cell: Any, left: str, given: Collection[str]) -> str:
    """Return what is wrong with a release's version of a cell; empty if nothing is."""
    if cell.cell_type == "raw" and _is_solution(cell):
        return (
            "expected code or markdown in a solution block, found a raw cell, which students "
            "would get as it is"
        )
    if cell.cell_type == "markdown" and (lost := _MARKER_IN_TEXT.search(left)):
        return f"expected no marker in text, where otter reads none, found {lost[1]!r}"
    if cell.cell_type != "code":
        return ""
    whole, marker = nb.source(cell), _almost_marker(left, given)
    if _is_solution(cell) and not _may_be_seen(whole, given) and not _removed(whole, left):
        found = f", and {marker!r} is not a marker" if marker else ""
        return (
            f"expected lines of this solution cell to be taken out, found it whole in the "
            f"release{found}. {_HOW}. Put a cell that students are meant to get as it is "
            "outside of the solution block, or list all its lines in `given` of lab.toml"
        )
    if marker:
        return (
            f"expected no comment that looks like a marker, found {marker!r} in the release: "
            f"nothing was removed there. {_HOW}; word a comment that is not meant as a marker "
            "differently, or list its line in `given` of lab.toml"
        )
    if lone := _marks_nothing(whole, given) if _is_solution(cell) else ():
        return (
            f"expected the marker {lone[0]!r} at the end of a line, found it above {lone[1]!r}, "
            f"which students would get: it only removes its own line. {_HOW}; list a line that "
            "students are meant to get in `given` of lab.toml"
        )
    fault = _python_fault(left)
    if fault and not _python_fault(whole):
        shown = "\n".join(f"    | {line}" for line in left.splitlines())
        return (
            f"expected a release that is Python, found {fault} in what is left of the cell:\n"
            f"{shown}\n  Only the line that ends with # SOLUTION is removed; put a whole "
            "statement or block between the lines # BEGIN SOLUTION and # END SOLUTION"
        )
    return ""


def _is_given(line: str, given: Collection[str]) -> bool:
    """Return whether students may see a line, however it is indented."""
    return " ".join(line.split()) in {" ".join(allowed.split()) for allowed in given}


def _pairs(solved: Any, released: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each cell of the solved notebook with its counterpart in the release.

    Written model answers have none, and are left out.
    """
    rest = iter(released.cells)
    left = next(rest, None)
    for cell in solved.cells:
        answer = cell.cell_type == "markdown" and _is_solution(cell)
        if answer and (left is None or nb.source(left) != nb.source(cell)):
            continue
        if left is None or left.cell_type != cell.cell_type:
            raise AuthorError(
                f"expected each cell except model answers in the release, did not find "
                f"{nb.source(cell)[:60]!r}"
            )
        yield cell, left
        left = next(rest, None)


def _is_solution(cell: Any) -> bool:
    from otter.assign.solutions import SOLUTION_CELL_TAG

    return SOLUTION_CELL_TAG in cell.metadata.get("tags", ())


def _number(outline: Outline, cell: Any) -> int:
    """Return the number of the cell in the source; 0 if otter has changed it."""
    for question in outline.questions:
        for number in question.solutions if _is_solution(cell) else ():
            if outline.source(number) == nb.source(cell):
                return number
    return outline.find(nb.source(cell))


def _code(line: str) -> str:
    """Return the code of a line, if it matters: no comment, docstring quotes, ``...`` or pass."""
    code = re.sub(r"(^|\s)#.*$", "", line).strip(" \t\"';")
    return "" if code in ("...", "pass") else code


def _may_be_seen(text: str, given: Collection[str]) -> bool:
    """Return whether students may see all of a cell's code."""
    return all(_is_given(line, given) for line in text.splitlines() if _code(line))


def _removed(whole: str, left: str) -> bool:
    """Return whether code was removed from a solution cell."""
    before, after = whole.splitlines(), left.splitlines()
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, *at in steps:
        gone = [
            line
            for line in before[at[0] : at[1]]
            if _code(line) and not _NO_SOLUTION.search(line.rstrip())
        ]
        came = after[at[2] : at[3]]
        # If lines are replaced by lines, otter has set a seed's variable to another value.
        if step != "equal" and gone and (len(came) < len(gone) or "..." in "".join(came)):
            return True
    return False


def _almost_marker(text: str, given: Collection[str]) -> str:
    """Return the first comment for students that looks like a marker; empty if there is none."""
    for line in text.splitlines():
        found = _ALMOST_MARKER.search(line)
        if found and not _is_given(line, given):
            return found[0].strip()
    return ""


def _marks_nothing(text: str, given: Collection[str]) -> tuple[str, str] | tuple[()]:
    """Return the first single-line marker on its own line, and the line below, which it leaves."""
    inside, lone = False, ""
    for line in text.splitlines():
        if _BLOCK.match(line):
            inside, lone = not inside, ""
        elif inside:
            continue
        elif found := _ALONE.match(line):
            lone = found[1].rstrip()
        elif lone and _code(line):
            if not (_TAKEN.search(line) or _HEAD.match(line) or _is_given(line, given)):
                return lone, line.strip()
            lone = ""
    return ()


def _python(text: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager

    if magic := _OF_PYTHON.match(text):
        text = text[magic.end() :]
    return str(TransformerManager().transform_cell(text))  # type: ignore[no-untyped-call]


def _python_fault(text: str) -> str:
    """Return why the code of a cell does not compile as IPython would run it; empty if it does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape is up to the author
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            compile(_python(text), "cell", "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        return f"{error.msg!r} (line {error.lineno})"
    except ValueError as error:
        return repr(str(error))
    return ""


def _meaning(text: str) -> str:
    """Return a cell's code without layout and comments; its text, if it is not Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(_python(text)))
    except (SyntaxError, ValueError):
        return text
