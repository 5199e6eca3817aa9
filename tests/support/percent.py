"""Notebooks as plain text: cells that begin with ``# %%``, as IPython scripts (`.ipy`).

A file begins with a docstring that says what it is. After ``# %%`` come a cell's kind (``code``
if nothing is there), an argument, and, in braces, the cell's metadata:

    # %% {"tags": ["otter_ignore"]}
    # %% text

An odd notebook's file begins with ``# %% for ASSIGNMENT``. An assignment's file has kinds of its
own, from which otter's raw cells are made: ``config`` and ``question`` (YAML), ``solution``,
``test`` and ``test hidden``, ``end``; then ``file NAME``, and for each submission
``submission NAME: WHY`` with an ``answer QUESTION`` for every solution that it changes. Lines that
begin with ``#> `` are a cell's saved output, of which otter makes doctests.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat.v4 as v4

__all__ = ["Block", "cell", "marked", "notebook", "otter_source", "parse"]

_HEAD = re.compile(r"^# %%(?: +([a-z]+)\b *([^{\n]*?))? *(\{.*\})?$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One cell, or something else that begins with ``# %%``."""

    kind: str
    argument: str
    metadata: dict[str, Any]
    text: str


def parse(path: Path) -> tuple[str, list[Block]]:
    """Return the docstring and the blocks of a file."""
    text = path.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    first = heads[0].start() if heads else len(text)
    why = ast.get_docstring(ast.parse(text[:first])) or ""
    if not why:
        raise ValueError(f"{path} says nothing of itself: begin it with a docstring")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    blocks = [
        Block(
            head[1] or "code",
            head[2] or "",
            json.loads(head[3] or "{}"),
            text[head.end() : end].strip("\n"),
        )
        for head, end in zip(heads, ends, strict=True)
    ]
    return why, blocks


def cell(block: Block) -> Any:
    """Make a cell with its saved output."""
    make = {"text": v4.new_markdown_cell, "raw": v4.new_raw_cell, "code": v4.new_code_cell}
    lines = block.text.splitlines()
    source = "\n".join(line for line in lines if not line.startswith("#> "))
    made = make[block.kind](source, metadata=block.metadata)
    said = "\n".join(line[3:] for line in lines if line.startswith("#> "))
    if said:
        made.outputs = [v4.new_output("stream", name="stdout", text=said + "\n")]
    return made


def notebook(blocks: list[Block], assignment: str = "") -> Any:
    """Make a notebook of cells."""
    made = v4.new_notebook(cells=[cell(block) for block in blocks])
    if assignment:
        made.metadata["otter"] = {"assignment_name": assignment}
    return made


def marked(text: str) -> str:
    """Put otter's markers into a solution: the release keeps names, signatures and imports."""
    lines = text.splitlines()
    for node in reversed(ast.parse(text).body):
        first, last = node.lineno, node.end_lineno or node.lineno
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        if isinstance(node, ast.Assign) and first == last:
            lines[first - 1] += "  # SOLUTION"
        else:
            prompt, pad = " NO PROMPT", ""
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                first, prompt, pad = node.body[0].lineno, "", "    "
            lines.insert(last, f"{pad}# END SOLUTION")
            lines.insert(first - 1, f"{pad}# BEGIN SOLUTION{prompt}")
    return "\n".join(lines)


def otter_source(blocks: list[Block]) -> Any:
    """Make the source notebook that ``otter assign`` takes."""
    cells: list[Any] = []
    testing = False

    def raw(text: str) -> None:
        cells.append(v4.new_raw_cell(text))

    for block in blocks:
        if testing and block.kind != "test":
            raw("# END TESTS")
            testing = False
        if block.kind == "config":
            raw(f"# ASSIGNMENT CONFIG\n{block.text}")
        elif block.kind == "question":
            raw(f"# BEGIN QUESTION\n{block.text}")
        elif block.kind == "end":
            raw("# END QUESTION")
        elif block.kind == "solution":
            raw("# BEGIN SOLUTION")
            cells.append(v4.new_code_cell(marked(block.text)))
            raw("# END SOLUTION")
        elif block.kind == "test":
            if not testing:
                raw("# BEGIN TESTS")
                testing = True
            text = "# HIDDEN\n" * (block.argument == "hidden") + block.text
            cells.append(cell(Block("code", "", {}, text)))
        elif block.kind in {"code", "text"}:
            cells.append(cell(block))
        else:
            break  # files and submissions come last
    made = v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    return made
