"""Finds what is missing in a notebook that is about to be handed in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from otter.test_files import TestFile

from torchgrade.errors import AuthorError
from torchgrade.student.answers import has_dots
from torchgrade.student.board import written_state
from torchgrade.student.recording import failure_of
from torchgrade.student.saved import SavedCell, SavedNotebook
from torchgrade.student.weight_files import LOADS, data_set_of, read_weight_file, wanted_by

__all__ = ["lacks_of_cells", "lacks_of_files"]

_MOST_MB = 100
"""Gradescope's limit for an upload."""

_NAMED = 5
_OURS = ("grader.check", "grader.export")
_NEED_NOT_RUN = "otter_ignore"


def lacks_of_cells(saved: SavedNotebook, ran: Callable[[SavedCell], bool]) -> Iterator[str]:
    """Yield a sentence for each thing that the cells lack.

    Args:
        saved: the notebook that is about to be handed in.
        ran: says whether this kernel has run a cell as it is there.
    """
    empty = [q.title for q in saved.questions if not _is_begun(q.answers)]
    if empty:
        yield f"Not answered yet: {_some(empty)}."
    unwritten = [q.title for q in saved.questions if q.written and written_state(q) == "empty"]
    if unwritten:
        yield f"The text is still empty: {_some(unwritten)}."
    code = [cell.source for cell in saved.cells if cell.kind == "code"]
    for question in (one for one in saved.questions if one.title not in empty):
        asked = _asked(saved.tests.get(question.name, ""))
        if gone := [name for name in asked if not any(_gives(name, one) for one in code)]:
            yield f"No cell defines {', '.join(gone)}, which {question.title} asks for."
    for cell in saved.cells:
        if cell.error:
            yield f"{_place(cell)} ended in an error: {_shortened(cell.error)}"
    waiting = {cell for cell in saved.cells if cell.is_answer and cell.heading in empty}
    stale = [cell for cell in saved.cells if cell not in waiting and _has_to_run(cell)]
    stale = [cell for cell in stale if not ran(cell)]
    if changed := [_place(cell) for cell in stale]:
        yield (
            "Changed since it was run, or not run since the kernel started: "
            f"{_some(changed)}. Run > Run All Cells runs everything as it is now."
        )


def lacks_of_files(
    saved: SavedNotebook, files: Sequence[str], check: Callable[[str], TestFile]
) -> Iterator[str]:
    """Yield a sentence for each thing that the files beside the notebook lack.

    Args:
        saved: the notebook, with the public tests.
        files: the files and folders that go into the zip.
        check: runs the public tests of a question.
    """
    for path in map(Path, files):
        if not path.exists():
            yield f"{path} is not there."
        elif path.is_dir() and not any(path.iterdir()):
            yield f"The folder {path} is empty."
    yield from _lacks_of_weights(saved, check)
    size = sum(path.stat().st_size for path in _all(files)) / 2**20
    if size > _MOST_MB:
        yield f"The files have {size:.0f} MB together. Gradescope takes {_MOST_MB} MB at most."


def _lacks_of_weights(saved: SavedNotebook, check: Callable[[str], TestFile]) -> Iterator[str]:
    try:
        dataset = data_set_of(Path())
    except AuthorError as error:
        yield f"{error}. Unpack this file from the release again: weights were not checked."
        return
    for name, question in wanted_by(saved.tests, dataset).items() if dataset else ():
        path, known = Path(name), saved.question(question)
        if not path.is_file():
            yield f"{name} is missing: {known.title if known else question} asks for it."
            continue
        read = read_weight_file(path)
        if read.trouble:
            yield f"{name} {read.trouble}."
        elif read.dataset and read.dataset != dataset:
            yield f"{name} says that it was trained on {read.dataset}, not on {dataset}."
        else:
            yield from (f"{name}: {said}" for said in _misfits(check(question)))


def _is_begun(answers: Sequence[str]) -> bool:
    return not answers or not all(has_dots(code) for code in answers)


def _asked(tests: str) -> list[str]:
    """Return the notebook's names that tests take as parameters; doctests have none."""
    try:
        nodes = ast.parse(tests).body
    except SyntaxError:
        return []
    cases = (one for one in nodes if isinstance(one, ast.FunctionDef) and one.decorator_list)
    names = (one.arg for case in cases for one in case.args.args)
    return [name for name in dict.fromkeys(names) if name != "env"]


def _gives(name: str, code: str) -> bool:
    """Return whether code may assign to a name, anywhere."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:  # a magic, or unfinished code
        return name in code
    return any(
        getattr(one, "name", None) == name
        or getattr(one, "asname", None) == name
        or (isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one.id == name)
        or (isinstance(one, ast.alias) and one.name == "*")
        for one in nodes
    )


def _has_to_run(cell: SavedCell) -> bool:
    code = cell.source.strip()
    if cell.kind != "code" or _NEED_NOT_RUN in cell.tags:
        return False
    lines = [line for line in code.splitlines() if not line.lstrip().startswith("#")]
    return any(map(str.strip, lines)) and not any(call in code for call in _OURS)


def _misfits(found: TestFile) -> Iterator[str]:
    """Yield the messages of tests that load weights."""
    for result in found.test_case_results:
        function = getattr(result.test_case.body, "test_func", None)
        if result.passed or not function or LOADS not in function.__code__.co_names:
            continue
        failure = failure_of(result.test_case.body)
        if failure and failure.missing:
            yield f"whether it fits was not tried, since {_some(failure.missing)} is not defined."
        elif failure and (said := str(failure.error).strip()):
            yield _shortened(said)
        else:
            yield (result.test_case.failure_message or "does not pass its public test").strip()


def _all(files: Iterable[str]) -> Iterator[Path]:
    for name in files:
        path = Path(name)
        below = path.rglob("*") if path.is_dir() else (path,)
        yield from (one for one in below if one.is_file())


def _place(cell: SavedCell) -> str:
    bracket = f"In[{cell.number}]" if cell.number else "a cell that was not run"
    return f"{bracket} ({cell.heading})" if cell.heading else bracket


def _some(names: Collection[str]) -> str:
    named = list(dict.fromkeys(names))
    more = len(named) - _NAMED
    return "; ".join(named[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else line[:297] + "..."
