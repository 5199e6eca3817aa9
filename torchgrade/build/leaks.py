"""Nothing secret reaches a release: no line of a solution, a hidden test or a mistake, no path."""

from __future__ import annotations

import ast
import base64
import contextlib
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from torchgrade import notebook as nb
from torchgrade.build.outline import Outline
from torchgrade.course import SETTINGS, Lab
from torchgrade.errors import AuthorError

__all__ = ["find_leaks", "secret_lines"]

_SHORTEST = 16
"""A line of fewer characters says too little to be a secret (``return out``)."""

_INSIDE = 24
"""A line of at least so many characters is also looked for inside of longer lines."""

_IDIOM = re.compile(
    r"(from [\w.]+ )?import [\w., ]+|(optimizer|opt)\.(zero_grad|step)\(.*\)|loss\.backward\(\)"
    r"|(self|model|net)\.(train|eval)\(\)|super\(\)\.__init__\(\)|with torch\.no_grad\(\):"
    r"|def __init__\(self.*\):|def forward\(self, x\):|return (loss|out|x|grads|history|None)"
    r"|for \w+(, \w+)* in [\w.]+:|torch\.manual_seed\(\d+\)|[\"'#@].*"
)
"""What every notebook on the subject has in it; finding it in a release tells nothing."""

_PATH = re.compile(r"(/home/[^/\s\"']+/|/Users/[^/\s\"']+/|[A-Z]:\\+Users\\+)")


def _squeeze(line: str) -> str:
    return " ".join(line.split())


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        squeezed = _squeeze(re.sub(r"\s#\s.*$", "", line))
        if len(squeezed) >= _SHORTEST and not _IDIOM.fullmatch(squeezed):
            yield squeezed


def secret_lines(outline: Outline, lab: Lab) -> dict[str, str]:
    """Return the lines that students must not see, each with where it comes from.

    Raises:
        AuthorError: the lab's settings allow a line that is no secret.
    """
    from otter.assign.solutions import replace_solutions

    secret: dict[str, str] = {}
    given: set[str] = set()
    for question in outline.questions:
        for number in question.solutions:
            text = outline.source(number)
            if outline.notebook.cells[number - 1].cell_type != "code":
                _add(secret, text, f"the model answer of {question.name}")
                continue
            stub = "\n".join(replace_solutions(text.splitlines(), "python"))
            given.update(_lines(stub))
            removed = difflib.ndiff(stub.splitlines(), text.splitlines())
            _add(
                secret,
                "\n".join(line[2:] for line in removed if line.startswith("+ ")),
                f"the solution of {question.name}",
            )
        for number in question.tests:
            text = outline.source(number)
            if re.search(r"^hidden:\s*true|\A\s*#\s*HIDDEN", text, re.IGNORECASE | re.MULTILINE):
                body = text.rpartition("END TEST CONFIG")[2]
                _add(secret, body, f"a hidden test of {question.name}")
            else:
                given.update(_lines(text))
    for path in sorted(lab.mistakes.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        mistake = text.partition(ast.get_docstring(ast.parse(text), clean=False) or "")[2]
        _add(secret, mistake, f"the mistake {path.name}")
    found = {line: whose for line, whose in secret.items() if line not in given}
    tests = {number for question in outline.questions for number in question.tests}
    code = outline.code([n for n in range(1, len(outline.notebook.cells) + 1) if n not in tests])
    # Of code that otter leaves as it is, ``given`` says that it is meant to be seen (``stubs``).
    shown = {_squeeze(line) for number in code for line in outline.source(number).splitlines()}
    for line in lab.given:
        if found.pop(_squeeze(line), None) is None and _squeeze(line) not in shown:
            raise AuthorError(
                f"{lab.source / SETTINGS}: `given` has {line!r}, which is no line of a solution, a "
                "hidden test or a mistake; leave it out"
            )
    return found


def _add(secret: dict[str, str], text: str, whose: str) -> None:
    for line in _lines(text):
        secret.setdefault(line, whose)


def _strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every string in a JSON value, keys and decoded attachments too, with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield where, str(key)
            if isinstance(item, str) and "/" in str(key) and not str(key).startswith("text/"):
                with contextlib.suppress(ValueError):  # not base64 after all: taken as it is
                    item = base64.b64decode(item).decode("utf-8", errors="replace")
            yield from _strings(item, where)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, where)


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    text = content.decode("utf-8", errors="replace")
    if not name.endswith(".ipynb"):
        yield name, text
        return
    notebook = nbformat.reads(text, as_version=4)
    for number, cell in enumerate(notebook.cells, start=1):
        where = f"{name}, cell {number}"
        yield where, nb.source(cell)
        for part in ("metadata", "outputs", "attachments"):
            yield from _strings(cell.get(part, {}), f"{where}, {part}")
    yield from _strings(notebook.metadata, f"{name}, metadata")


def find_leaks(
    files: Mapping[str, bytes], secret: Mapping[str, str], paths: Iterable[Path] = ()
) -> list[str]:
    """Look for secret lines and for absolute paths of the author in the files of a release.

    Args:
        files: what the release holds, path -> content.
        secret: lines that students must not see, with where each comes from.
        paths: folders of the author's machine that must not be named.

    Returns:
        A sentence for each leak: where it is, what it is, where it comes from.
    """
    inside = {line: whose for line, whose in secret.items() if len(line) >= _INSIDE}
    named = [str(path) for path in paths if len(path.parts) > 1]
    found: list[str] = []
    for name, content in files.items():
        for where, text in _texts(name, content):
            squeezed = [_squeeze(line) for line in text.splitlines()]
            exact = {re.sub(r"\s#\s.*$", "", line) for line in squeezed}
            flat = " ".join(squeezed)
            for line, whose in secret.items():
                if line in exact or (line in inside and line in flat):
                    found.append(f"{where}: {line!r} comes from {whose}")
            for path in named:
                if path in text:
                    found.append(f"{where}: names {path}, a folder of the author's machine")
            match = _PATH.search(text)
            if match:
                found.append(f"{where}: names {match[0]}, a folder of somebody's machine")
    return list(dict.fromkeys(found))
