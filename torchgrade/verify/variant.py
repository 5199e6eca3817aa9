"""Mistakes and alternatives: other solutions that an author wrote down, one file each.

A file has a docstring and code. The docstring says the misconception in a sentence, then, one a
line, ``question:``, ``fails:`` (the test that must catch it; ``none`` for an alternative) and,
where needed, ``also:`` (questions that lose points with it, because they build on the answer),
``cell:`` (a name that the replaced cell defines, where a question has several solution cells) and
``except:`` (tests that an alternative cannot pass, with a good reason in the text). The code
replaces the whole solution cell.
"""

from __future__ import annotations

import ast
import copy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.build.outline import Outline
from torchgrade.errors import AuthorError

__all__ = ["Variant", "apply", "defined", "read_variant", "read_variants", "replace_cell"]

_LINE = re.compile(r"^(id|question|fails|also|cell|except): *(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Variant:
    """A wrong or another right solution of one question."""

    path: Path
    why: str
    question: str
    fails: tuple[str, ...]
    code: str
    also: tuple[str, ...] = ()
    cell: str = ""
    excepted: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def read_variants(folder: Path) -> list[Variant]:
    """Read all files of a folder of mistakes or alternatives, in the order of their names."""
    return [read_variant(path) for path in sorted(folder.glob("*.py"))]


def read_variant(path: Path) -> Variant:
    """Read one file; raises ``AuthorError`` if it is not of the form above."""
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise AuthorError(f"{path} is not Python: {error}") from None
    doc = ast.get_docstring(tree)
    if not doc:
        raise AuthorError(f"{path}: expected a docstring first, with `question:` and `fails:`")
    lines = dict(_LINE.findall(doc))
    for key in ("question", "fails"):
        if key not in lines:
            raise AuthorError(f"{path}: expected a line `{key}:` in its docstring, found none")
    end = tree.body[0].end_lineno or 1
    code = "\n".join(text.splitlines()[end:]).strip("\n")
    return Variant(
        path=path,
        why=doc.strip().splitlines()[0],
        question=lines["question"].strip(),
        fails=() if lines["fails"].strip() == "none" else _names(lines["fails"]),
        code=code,
        also=_names(lines.get("also", "")),
        cell=lines.get("cell", "").strip(),
        excepted=_names(lines.get("except", "")),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def apply(variant: Variant, outline: Outline, solved: Any) -> Any:
    """Return a copy of the solved notebook in which the variant stands for the solution.

    Args:
        variant: what to put in.
        outline: the outline of the source notebook, which knows the solution cells.
        solved: the solved notebook that a build made from the same source.

    Raises:
        AuthorError: there is not exactly one cell to replace.
    """
    try:
        question = outline.question(variant.question)
    except AuthorError as error:
        raise AuthorError(f"{variant.path}: {error}") from None
    sources = [outline.source(number) for number in outline.code(question.solutions)]
    if variant.cell:
        sources = [text for text in sources if variant.cell in defined(text)]
    if len(sources) != 1:
        raise AuthorError(
            f"{variant.path}: expected one solution cell of {variant.question} to replace, found "
            f"{len(sources)}; a line `cell: NAME` picks the one that defines NAME"
        )
    try:
        return replace_cell(solved, sources[0], variant.code)
    except AuthorError as error:
        raise AuthorError(f"{variant.path}: {error}") from None


def replace_cell(solved: Any, source: str, code: str) -> Any:
    """Return a copy of the solved notebook in which `code` stands for the cell with this source.

    Raises:
        AuthorError: there is not exactly one such cell.
    """
    changed = copy.deepcopy(solved)
    places = [
        cell for cell in changed.cells if cell.cell_type == "code" and nb.source(cell) == source
    ]
    if len(places) != 1:
        first = source.strip().partition("\n")[0]
        raise AuthorError(
            f"expected the solution cell {first!r} once in the solved notebook, found it "
            f"{len(places)} times; build the lab again"
        )
    places[0]["source"] = code
    return changed


def defined(text: str) -> set[str]:
    """Return the names that a cell defines at its top level."""
    names: set[str] = set()
    code = re.sub(r"^\s*[%!].*$", "", text, flags=re.MULTILINE)  # IPython magics are not Python
    for node in ast.parse(code).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                names |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
    return names
