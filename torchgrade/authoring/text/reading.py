"""Converts a text file to otter's notebook: marks become raw cells, tests get the code they use."""

from __future__ import annotations

from typing import Any

import nbformat.v4 as v4
import yaml

from torchgrade import notebook as nb
from torchgrade.authoring.assignment_config import DEFAULT_CONFIG
from torchgrade.authoring.text.form import BLOCKS, Part, parts_of, unquoted
from torchgrade.authoring.text.preamble import Preamble
from torchgrade.errors import AuthorError

__all__ = ["lines_of", "notebook_of", "preamble_of"]

_NEW = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}


def notebook_of(text: str, name: str) -> nb.Notebook:
    """Make the source notebook from a lab's text file.

    Args:
        text: the file's content.
        name: the lab's name.

    Raises:
        AuthorError: it does not have that form; the message names the line.
    """
    return nb.normalise(v4.new_notebook(cells=_cells(text, name).cells))


def lines_of(text: str, name: str) -> list[tuple[int, int | None]]:
    """Return the lines in a text file of its notebook's cells.

    Returns:
        For each cell the line of its mark, and the offset from lines of the cell to those of the
        file; None if its lines are not those of the file. For a test this holds for its last lines,
        as its first may be added.

    Raises:
        AuthorError: it is not of that form.
    """
    return _cells(text, name).lines


def _cells(text: str, name: str) -> _Cells:
    where = f"{name}.lab.py"
    parts = parts_of(text, where)
    made = _Cells(where, preamble_of(parts, where))
    if not any(part.kind == "config" for part in parts):
        made.add(Part("config", "", 1), goes_on=False)
    for number, part in enumerate(parts):
        made.add(part, goes_on=_goes_on(parts[number + 1 :]))
    made.close()
    return made


def preamble_of(parts: list[Part], where: str) -> Preamble:
    """Return the code that a text file's tests share."""
    code = "\n".join(part.body for part in parts if part.kind == "uses")
    return Preamble(code, f"{where}, `# %% tests use`")


def _goes_on(rest: list[Part]) -> bool:
    """Return whether more parts of the question follow."""
    for part in rest:
        if part.kind == "question":
            return False
        if part.kind in BLOCKS or part.kind == "end":
            return True
    return False


class _Cells:
    """The cells so far, and the question and block of the next one."""

    def __init__(self, where: str, preamble: Preamble) -> None:
        self.cells: list[Any] = []
        self.lines: list[tuple[int, int | None]] = []
        self._where = where
        self._preamble = preamble
        self._question = False
        self._block = ""

    def add(self, part: Part, *, goes_on: bool) -> None:
        """Add the cells of a part."""
        self._add(part, goes_on=goes_on)
        before = None
        if part.cell_type == "code" and part.kind in ("cell", "solution", "prompt", "test"):
            added = len(nb.source(self.cells[-1]).splitlines()) - len(part.body.splitlines())
            before = part.first - 1 - added
        self.lines += [(part.line, before)] * (len(self.cells) - len(self.lines))

    def _add(self, part: Part, *, goes_on: bool) -> None:
        if part.kind == "config":
            self._config(part)
        elif part.kind == "question":
            self._begin(part)
        elif part.kind == "uses":
            pass
        elif part.kind == "cell":
            self._enter("") if goes_on else self.close()
            self._cell(part)
        elif not self._question:
            raise AuthorError(
                f"{self._where}, line {part.line}: expected `# %% question NAME, N points` before"
            )
        elif part.kind == "end":
            self.close()
        else:
            self._enter(BLOCKS[part.kind])
            self._cell(part)

    def _config(self, part: Part) -> None:
        text = unquoted(part, self._where)
        try:
            said = yaml.safe_load(text) or {}
        except yaml.YAMLError as error:
            raise AuthorError(f"{self._where}, line {part.line}: {error}") from None
        if not isinstance(said, dict):
            raise AuthorError(f"{self._where}, line {part.line}: expected `# key: value` lines")
        if "name" not in said:  # added to the default configuration
            name = self._where.partition(".")[0]
            config = {"name": name, **DEFAULT_CONFIG, **said}
            text = yaml.safe_dump(config, sort_keys=False, width=100)
        self.cells.append(v4.new_raw_cell(f"# ASSIGNMENT CONFIG\n{text.strip()}"))

    def close(self) -> None:
        """End the current question, if there is one."""
        self._enter("")
        if self._question:
            self.cells.append(v4.new_raw_cell("# END QUESTION"))
        self._question = False

    def _begin(self, part: Part) -> None:
        self.close()
        head = [f"{key}: {_plain(value)}" for key, value in (part.fields or {}).items()]
        lines = part.body.splitlines()
        while lines and lines[0].startswith("# "):
            head.append(lines.pop(0)[2:])
        self.cells.append(v4.new_raw_cell("\n".join(["# BEGIN QUESTION", *head])))
        self._question = True
        rest = "\n".join(lines).strip("\n")
        if rest:
            said = Part("cell", rest, part.line, "markdown")
            self._cell(said)

    def _enter(self, block: str) -> None:
        if block == self._block:
            return
        if self._block:
            self.cells.append(v4.new_raw_cell(f"# END {self._block}"))
        if block:
            self.cells.append(v4.new_raw_cell(f"# BEGIN {block}"))
        self._block = block

    def _cell(self, part: Part) -> None:
        source = part.body if part.cell_type == "code" else unquoted(part, self._where)
        if part.kind == "test":
            source = self._preamble.fill(source)
            if part.fields:
                config = [f"{key}: {_plain(value)}" for key, value in part.fields.items()]
                block = ['""" # BEGIN TEST CONFIG', *config, '""" # END TEST CONFIG']
                source = "\n".join([*block, source])
        cell = _NEW[part.cell_type](source)
        if part.tags:
            cell.metadata["tags"] = list(part.tags)
        self.cells.append(cell)


def _plain(value: object) -> str:
    """Write a value as YAML in one line, unquoted if that reads back the same."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    try:
        if yaml.safe_load(f"key: {text}") == {"key": value}:
            return text
    except yaml.YAMLError:
        pass
    return yaml.safe_dump(value, width=10**6, default_style="'").strip()
