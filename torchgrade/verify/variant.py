"""Mistakes and alternatives: other solutions that an author wrote, one file each.

A file has a docstring and code. The docstring states the misconception in a sentence, then, one per
line, ``question:``, ``fails:`` (the test that must catch it; ``none`` for an alternative) and,
where needed, ``also:`` (questions that lose points with it, because they build on the answer),
``cell:`` (a name that the replaced cell defines, where a question has several solution cells),
``hint:`` (what a student may read whose answer shows as this mistake does) and ``except:`` (tests
that an alternative cannot pass, with a good reason in the text). The code replaces the whole
solution cell. With ``file:`` (what is handed in beside the notebook, weights say) the notebook is
the solution's, and the code is run in the folder that is handed in, where it makes, changes or
removes that file.
"""

from __future__ import annotations

import ast
import copy
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline
from torchgrade.errors import AuthorError
from torchgrade.files.python import read_python

__all__ = [
    "Variant",
    "apply",
    "changed_cell",
    "defined",
    "make_file",
    "read_variant",
    "read_variants",
    "replace_cell",
]

_LINE = re.compile(r"^(id|question|fails|also|cell|hint|except|file): *(.+)$", re.MULTILINE)
_SECONDS = 120  # for the code of a file


@dataclass(frozen=True)
class Variant:
    """A wrong, or another right, solution of a question."""

    path: Path
    why: str
    question: str
    fails: tuple[str, ...]
    code: str
    also: tuple[str, ...] = ()
    cell: str = ""
    hint: str = ""
    excepted: tuple[str, ...] = ()
    file: str = ""

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def place(self) -> str:
        """Its name in findings: folder and file."""
        return f"{self.path.parent.name}/{self.path.name}"


def read_variants(folder: Path) -> list[Variant]:
    """Read all files in a folder of mistakes or alternatives, in the order of their names."""
    return [read_variant(path) for path in sorted(folder.glob("*.py"))]


def read_variant(path: Path) -> Variant:
    """Read a file; raises ``AuthorError`` if it does not have the form above."""
    text, tree = read_python(path)
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
        hint=lines.get("hint", "").strip(),
        excepted=_names(lines.get("except", "")),
        file=lines.get("file", "").strip(),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def apply(variant: Variant, outline: Outline, solved: Any) -> Any:
    """Return a copy of the solved notebook in which the variant replaces the solution.

    Args:
        variant: the variant.
        outline: the outline of the source notebook, which lists the solution cells.
        solved: the solved notebook that a build made from the same source.

    Raises:
        AuthorError: there is not exactly one cell to replace.
    """
    try:
        question = outline.question(variant.question)
    except AuthorError as error:
        raise AuthorError(f"{variant.path}: {error}") from None
    if variant.file:
        return copy.deepcopy(solved)
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


def make_file(variant: Variant, folder: Path) -> None:
    """Run the code of a variant that changes a file, in the folder that is handed in.

    Raises:
        AuthorError: it failed, or did not change the file.
    """
    path = folder / variant.file
    before = path.read_bytes() if path.is_file() else None
    done = subprocess.run(
        [sys.executable, "-c", variant.code],
        cwd=folder,
        env={**os.environ, "TORCHGRADE_OFFLINE": "1"},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise AuthorError(f"{variant.path}: its code failed:\n{done.stderr.strip()[-2000:]}")
    if before == (path.read_bytes() if path.is_file() else None):
        raise AuthorError(f"{variant.path}: expected its code to change {variant.file}; it did not")


def replace_cell(solved: Any, source: str, code: str) -> Any:
    """Return a copy of the solved notebook in which `code` replaces the cell with this source.

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


def changed_cell(solved: Any, notebook: Any) -> int:
    """Return the number of the only cell in which two notebooks differ; 0 if it is not one."""
    pairs = zip(solved.cells, notebook.cells, strict=True)
    changed = [n for n, (one, two) in enumerate(pairs, 1) if nb.source(one) != nb.source(two)]
    return changed[0] if len(changed) == 1 else 0


def defined(text: str) -> set[str]:
    """Return the names that a cell defines at its top level."""
    names: set[str] = set()
    for node in ast.parse(nb.without_magics(text)).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                names |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
    return names
