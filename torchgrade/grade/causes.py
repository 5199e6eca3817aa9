"""Cells that stopped, and what failed as a consequence, so that a root cause is told once.

A name counts as missing if a test asked for it in vain, or if a cell or a public test raised a
NameError for it. How hidden tests ended is not used.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from torchgrade.engine.engine import CaseOutcome, CellError, Outcome
from torchgrade.grade.answers import CHECK, clipped
from torchgrade.notebook import Notebook, source
from torchgrade.records import Cause, Grade
from torchgrade.texts import one_line

__all__ = ["causes_of", "names_defined"]

_MOST = 50  # of the cells that stopped, and of names: a notebook may have thousands
_TEXT, _LINE = 100_000, 200  # characters of a cell, and of a line
_UNDEFINED = re.compile(r"\bNameError: (?:name )?'?([A-Za-z_]\w*)'? is not defined")
_PLACE = re.compile(r"\(<ipython-input-[^>\n]*>, (line \d+)\)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_DEFINITION = re.compile(r"^(?:async +def|def|class) +([A-Za-z_]\w*)", re.MULTILINE)
_ASSIGNMENT = re.compile(r"^([A-Za-z_][\w, ]*?)(?: *:[^=\n]{1,200})? *=(?!=)", re.MULTILINE)
_CODE = re.compile(r"\s*(?:def|class|import|from|@|[A-Za-z_][\w, ]* *=)")
_IMPORT = re.compile(r"^(?:from +[\w.]+ +)?import +([\w., ]+)", re.MULTILINE)

Names = Mapping[str, set[str]]


def causes_of(notebook: Notebook, grade: Grade, outcome: Outcome) -> tuple[Cause, ...]:
    """List the cells that stopped, each with what is missing because of it.

    A cell that stopped because another one's names were missing is listed with that one. Names that
    no cell defines come last: those without which several cells stopped, and those that tests use,
    if the student knows them from the notebook or a public test. If such a name is in a cell that
    is not code, or in one after the check, this is said.

    Args:
        notebook: the submitted notebook.
        grade: its grade, with its answers.
        outcome: what the engine observed.
    """
    texts = {n: source(cell)[:_TEXT] for n, cell in enumerate(notebook.cells, start=1)}
    stopped = {error.cell: error for error in outcome.errors[:_MOST] if error.cell in texts}
    asked = _asked(grade, outcome)
    without = {cell: set(_UNDEFINED.findall(error.error)) for cell, error in stopped.items()}
    defined = {cell: names_defined(texts[cell]) for cell in stopped}
    of_name: dict[str, int] = {}
    for name in sorted(set[str]().union(*asked.values(), *without.values())):
        of_name[name] = next((cell for cell in stopped if name in defined[cell]), 0)
    in_vain = Counter(name for names in without.values() for name in names if not of_name[name])
    shared = {name for name, times in in_vain.items() if times > 1}
    roots = {c: 0 if without[c] & shared else _root(c, without, of_name) for c in stopped}
    names = defaultdict[int, list[str]](list)
    for name, cell in of_name.items():
        if cell:
            names[roots[cell]].append(name)
    found = [
        Cause(
            cell,
            _said(stopped[cell]),
            clipped(texts[cell]),
            tuple(names[cell][:_MOST]),
            _led_by(cell, roots),
            _depending(names[cell], _led_by(cell, roots), asked, grade),
        )
        for cell in dict.fromkeys(roots.values())
        if cell
    ]
    lacking = (name for name in _never_defined(grade, outcome, texts) if not of_name[name])
    nowhere = tuple(dict.fromkeys((*sorted(shared), *lacking)))[:_MOST]
    if nowhere:
        cells = _led_by(0, roots)
        depending = _depending(nowhere, cells, asked, grade)
        said = _elsewhere(notebook, set(nowhere), depending, grade)
        found.append(Cause(0, said, names=nowhere, cells=cells, questions=depending))
    return tuple(found)


def names_defined(code: str) -> set[str]:
    """Return the names that code binds at its top level, as far as patterns can tell.

    The code need not be valid Python: a cell may have stopped because it is not.
    """
    code = "\n".join(line[:_LINE] for line in code.splitlines())
    found = set(_DEFINITION.findall(code))
    for target in _ASSIGNMENT.findall(code):
        found.update(_WORD.findall(target))
    for imported in _IMPORT.findall(code):
        for one in imported.split(","):
            whole, _, other = one.strip().partition(" as ")
            found.add(other.strip() or whole.partition(".")[0].strip())
    return found - {""}


def _asked(grade: Grade, outcome: Outcome) -> Names:
    """Return, for each question, the names that its tests asked for and did not find."""
    found: dict[str, set[str]] = {}
    for question in grade.questions:
        names = found.setdefault(question.name, set())
        results: Sequence[CaseOutcome] = outcome.questions.get(question.name, ())
        for case, result in zip(question.cases, results, strict=False):
            names.update(result.lacks)
            if not case.hidden and result.passed is False:
                names.update(_UNDEFINED.findall(result.message))
    return found


def _root(cell: int, without: Mapping[int, set[str]], of_name: Mapping[str, int]) -> int:
    """Return the cell whose missing names stopped this one, or in turn that one's cause."""
    seen = {cell}
    while True:
        before = {of_name[name] for name in without[cell]} - {0, cell}
        cell_before = min(before, default=cell)
        if cell_before in seen:
            return cell
        seen.add(cell_before)
        cell = cell_before


def _led_by(root: int, roots: Mapping[int, int]) -> tuple[int, ...]:
    """List the cells that stopped for lack of what this one defines; 0: of what no cell defines."""
    return tuple(cell for cell, first in roots.items() if first == root != cell)


def _depending(
    names: Sequence[str], cells: Sequence[int], asked: Names, grade: Grade
) -> tuple[str, ...]:
    """List the questions that lost points for lack of these names.

    Their tests or answers use one of them, or their answer is one of these cells.
    """
    used = defaultdict[str, set[str]](set, {name: set(found) for name, found in asked.items()})
    for answer in grade.answers:
        used[answer.question].update(_WORD.findall(answer.source))
    halves = {answer.question for answer in grade.answers if answer.cell in cells}
    return tuple(
        question.name
        for question in grade.questions
        if (used[question.name].intersection(names) or question.name in halves)
        and any(case.status == "failed" for case in question.cases)
    )


def _never_defined(grade: Grade, outcome: Outcome, texts: Mapping[int, str]) -> list[str]:
    """List the names that tests asked for in vain, as far as the student may know them.

    Public tests are in the notebook. A name that only hidden tests use is known to a student who
    wrote it.
    """
    found: dict[str, None] = {}
    for question in grade.questions:
        results: Sequence[CaseOutcome] = outcome.questions.get(question.name, ())
        for case, result in zip(question.cases, results, strict=False):
            for name in result.lacks:
                word = re.compile(rf"\b{re.escape(name)}\b")
                if not case.hidden or any(map(word.search, texts.values())):
                    found[name] = None
    return list(found)


def _elsewhere(notebook: Notebook, names: set[str], questions: Sequence[str], grade: Grade) -> str:
    """Say in which cell a name stands that no cell has defined in time; nothing if in none."""
    answers = {answer.cell for answer in grade.answers}
    checked: set[str] = set()
    for number, cell in enumerate(notebook.cells, start=1):
        text, is_code = source(cell)[:_TEXT], cell.cell_type == "code"
        if is_code:
            checked.update(CHECK.findall(text))
        if not names & names_defined(text):
            continue
        if is_code and checked.intersection(questions):
            return f"Cell {number} does, after the check: move it up."
        if not is_code and (number in answers or _CODE.match(text)):
            kind = "Markdown" if cell.cell_type == "markdown" else "raw text"
            return f"Cell {number} would, but it is {kind}, which does not run: make it code."
    return ""


def _said(error: CellError) -> str:
    """Say how a cell stopped, in the grader's words or those of the cell's error."""
    said = error.note.removeprefix(f"cell {error.cell} ") if error.why else error.error
    return one_line(_PLACE.sub(r"(\1)", said), 300)
