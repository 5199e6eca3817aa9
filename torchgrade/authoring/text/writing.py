"""Converts a source notebook to the text file from which it can be made again, cell by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import yaml

from torchgrade import notebook as nb
from torchgrade.authoring.assignment_config import DEFAULT_CONFIG
from torchgrade.authoring.outline import Outline, Question, marker_of, read_outline
from torchgrade.authoring.text.form import MARK, commented, mark_of_test, quoted
from torchgrade.authoring.text.preamble import Preamble, essence, shared_by
from torchgrade.authoring.text.reading import notebook_of
from torchgrade.errors import AuthorError

__all__ = ["alike", "text_of"]

_TITLE = "# The lab as text: torchgrade makes {name}.ipynb of it, and keeps both in step.\n"
_CONFIG = re.compile(r'""" # BEGIN TEST CONFIG\n(.*?)\n""" # END TEST CONFIG\n', re.DOTALL)
_OF_AN_EDITOR = {"tags", "jupyter", "collapsed", "editable", "scrolled", "trusted", "deletable"}


def text_of(notebook: nb.Notebook, name: str, preamble: Preamble | None = None) -> str:
    """Write a source notebook as a text file.

    Args:
        notebook: the source notebook.
        name: the lab's name.
        preamble: the code that tests share; found in the tests if not given.

    Raises:
        AuthorError: it has something that a text file can't express, or an invalid block.
    """
    outline = read_outline(notebook, f"{name}.ipynb")
    if outline.problems:
        raise AuthorError("\n".join(outline.problems))
    tests = [outline.source(number) for question in outline.questions for number in question.tests]
    if preamble is None:
        preamble = shared_by(_CONFIG.sub("", test) for test in tests)
    text = _Writer(name, outline, preamble).text(_TITLE.format(name=name))
    made = notebook_of(text, name)
    pairs = zip(outline.notebook.cells, made.cells, strict=False)
    for number, (mine, theirs) in enumerate(pairs, 1):
        if not alike(mine, theirs):
            raise AuthorError(
                f"{name}.ipynb, cell {number}: can't be said in a text file: "
                f"{_first(mine)!r} would become {_first(theirs)!r}"
            )
    if len(outline.notebook.cells) != len(made.cells):
        raise AuthorError(f"{name}.ipynb can't be said in a text file: an empty block, perhaps")
    return text


def alike(one: Any, other: Any) -> bool:
    """Return whether two cells are equal, ignoring blank lines around and the form of YAML."""
    if one.cell_type != other.cell_type or _tags(one) != _tags(other):
        return False
    mine, theirs = (nb.source(cell).strip("\n") for cell in (one, other))
    return mine == theirs or _meaning(mine) == _meaning(theirs)


def _meaning(source: str) -> tuple[object, object]:
    """Return a cell's configuration, parsed, and the rest of the cell."""
    if source.startswith(("# BEGIN QUESTION", "# ASSIGNMENT CONFIG")):
        return yaml.safe_load(source), ""
    if found := _CONFIG.match(source):
        return {"hidden": False, **yaml.safe_load(found[1])}, essence(source[found.end() :])
    return None, source


def _is_mark(cell: Any) -> bool:
    """Return whether a cell is a marker that begins or ends a block."""
    marker = marker_of(nb.source(cell)) if cell.cell_type == "raw" else None
    return marker is not None and marker[1] != "QUESTION"


def _first(cell: Any) -> str:
    return next((line for line in nb.source(cell).splitlines() if line.strip()), "")[:60]


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", ()))


class _Writer:
    """Writes the parts of a notebook."""

    def __init__(self, name: str, outline: Outline, preamble: Preamble) -> None:
        self._name = name
        self._outline = outline
        self._preamble = preamble
        self._question: Question | None = None

    def text(self, title: str) -> str:
        parts = [title, *self._parts()]
        return "\n\n".join(part.strip("\n") for part in parts) + "\n"

    def _parts(self) -> Iterable[str]:
        shared = f"# %% tests use\n{self._preamble.code}" if self._preamble.code.strip() else ""
        begins = {question.cell: question for question in self._outline.questions}
        in_heading = 0
        for number, cell in enumerate(self._outline.notebook.cells, 1):
            source = nb.source(cell).strip("\n")
            if others := set(cell.metadata) - _OF_AN_EDITOR:
                raise AuthorError(f"cell {number}: a text file has no place for {sorted(others)}")
            if cell.cell_type == "code" and MARK.search(source):
                raise AuthorError(f"cell {number}: can't be said in a text file: it has `# %%`")
            if cell.get("attachments"):
                raise AuthorError(f"cell {number}: a text file has no place for attached pictures")
            if number == self._outline.config_cell:
                yield from filter(None, (self._config(source), shared))
            elif number in begins:
                self._question = begins[number]
                in_heading = number + 1 if self._is_text(number + 1, self._question) else 0
                yield self._heading(self._question, in_heading)
            elif number == in_heading:
                continue
            elif self._question and number == self._question.end:
                if self._needs_an_end(self._question):
                    yield "# %% end"
                self._question = None
            elif _is_mark(cell):
                continue
            else:
                yield self._cell(number, cell, source)

    def _config(self, source: str) -> str:
        """Write the assignment's configuration without defaults; empty if nothing is left."""
        config, usual = self._outline.config, {"name": self._name, **DEFAULT_CONFIG}
        if not set(usual) <= set(config) or config["name"] != self._name:
            return f"# %% config\n{commented(source.partition(chr(10))[2])}"
        more = {key: value for key, value in config.items() if value != usual.get(key)}
        if not more:
            return ""
        text = yaml.safe_dump(more, sort_keys=False, default_flow_style=None, width=100)
        return f"# %% config\n{commented(text.strip())}"

    def _is_text(self, number: int, question: Question) -> bool:
        """Return whether a cell is the text at the beginning of a question."""
        blocks = (*question.prompts, *question.solutions, *question.tests)
        cell = self._outline.notebook.cells[number - 1]
        plain = cell.cell_type == "markdown" and not cell.metadata.get("tags")
        first = nb.source(cell).strip("\n")
        return plain and number < question.end and number not in blocks and bool(first)

    def _heading(self, question: Question, text: int) -> str:
        said = dict(question.config)
        name, points, manual = said.pop("name"), said.get("points"), said.pop("manual", False)
        mark = f"# %% question {name}"
        if type(points) in (int, float):
            del said["points"]
            mark += f", {points} point" + ("" if points == 1 else "s")
        mark += ", marked by a person" if manual else ""
        more = commented(yaml.safe_dump(said, sort_keys=False).strip()) + "\n" if said else ""
        body = quoted(self._outline.source(text).strip("\n")) if text else ""
        if body.startswith("#"):  # comments there would be read as settings
            raise AuthorError(
                f'cell {text}: a text file has no place for """ in a question\'s text'
            )
        return f"{mark}\n{more}{body}"

    def _needs_an_end(self, question: Question) -> bool:
        """Return whether cells of a question follow its last block."""
        blocks = (*question.prompts, *question.solutions, *question.tests)
        last = max(blocks, default=question.cell + 1)
        return any(
            not _is_mark(self._outline.notebook.cells[number - 1])
            for number in range(last + 1, question.end)
        )

    def _cell(self, number: int, cell: Any, source: str) -> str:
        question = self._question
        if question and number in question.tests:
            return self._test(source)
        kind = "solution" if question and number in question.solutions else ""
        kind = "prompt" if question and number in question.prompts else kind
        kind += {"markdown": " text", "raw": " raw", "code": ""}[cell.cell_type]
        tags = f" tags={json.dumps(_tags(cell))}" if _tags(cell) else ""
        mark = f"# %% {kind.strip()}{tags}".replace("%%  ", "%% ").rstrip()
        return f"{mark}\n{source if cell.cell_type == 'code' else quoted(source)}"

    def _test(self, source: str) -> str:
        found = _CONFIG.match(source)
        config = yaml.safe_load(found[1]) if found else None
        mark = mark_of_test(config) if isinstance(config, dict) else None
        if not found or mark is None:
            return f"# %% test\n{source}"
        return f"{mark}\n{self._preamble.lift(source[found.end() :])}"
