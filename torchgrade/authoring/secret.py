"""The lines of a source that students must not see: solutions, hidden tests and mistakes."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from torchgrade.authoring.lint import TEST_CONFIG
from torchgrade.authoring.outline import Outline
from torchgrade.course import SETTINGS, Lab
from torchgrade.errors import AuthorError
from torchgrade.files.python import read_python

__all__ = ["LONG", "answer_files", "messages_of_tests", "plain", "secret_lines"]

_SHORTEST = 16
"""A shorter line reveals too little to be a secret (``return out``)."""

LONG = 24
"""A line of at least so many characters is no coincidence anywhere."""

_IDIOM = re.compile(
    r"(from [\w.]+ )?import [\w., ]+|(optimizer|opt)\.(zero_grad|step)\(.*\)|loss\.backward\(\)"
    r"|(self|model|net)\.(train|eval)\(\)|super\(\)\.__init__\(\)|with torch\.no_grad\(\):"
    r"|def __init__\(self.*\):|def forward\(self, x\):|return (loss|out|x|grads|history|None)"
    r"|for \w+(, \w+)* in [\w.]+:|torch\.manual_seed\(\d+\)|[\"'#@].*"
)
"""What every notebook on the subject contains; finding it in a release means nothing."""

_REFERENCE = re.compile(r"""(?:\]\(|src=["'])(?:\./)?([^)"'\s:#]+)""")


def plain(line: str) -> str:
    """Return a line without a trailing comment, and with single spaces."""
    return " ".join(re.sub(r"\s#\s.*$", "", line).split())


def secret_lines(outline: Outline, lab: Lab) -> dict[str, str]:
    """Return the lines that students must not see, each with its origin.

    Lines of a solution that reveal too little alone are joined with their neighbours, by newlines.
    A picture in a model answer counts as a line, as encoded in the notebook.

    Raises:
        AuthorError: a mistake is not Python, or the lab's settings list a given line that is not
            secret.
    """
    answers, kept = _answers(outline)
    others: dict[str, str] = {}
    public: set[str] = set()
    for question in outline.questions:
        for number in question.tests:
            text = outline.source(number)
            if re.search(r"^hidden:\s*true|\A\s*#\s*HIDDEN", text, re.IGNORECASE | re.MULTILINE):
                body = text.rpartition("END TEST CONFIG")[2]
                _add(others, body, f"a hidden test of {question.name}")
            else:
                public.update(_lines(text))
    for path in sorted(lab.mistakes.glob("*.py")):
        _add(others, _code_of_mistake(path), f"the mistake {path.name}")
    # A short line of a solution may be in a public test by chance, but a long one gives it away.
    found = {
        line: whose
        for line, whose in answers.items()
        if line not in kept and (line not in public or len(line) >= LONG)
    }
    for line, whose in others.items():
        if line not in kept and line not in public:
            found.setdefault(line, whose)
    return _without_given(found, outline, lab)


def _code_of_mistake(path: Path) -> str:
    """Return a mistake without its docstring, which contains the hint for students."""
    text, tree = read_python(path)
    said = ast.get_docstring(tree, clean=False) or ""
    return text.partition(said)[2] if said else text


def _answers(outline: Outline) -> tuple[dict[str, str], set[str]]:
    """Return the lines of all solutions, with their origin, and those that otter leaves."""
    from otter.assign.solutions import replace_solutions

    secret: dict[str, str] = {}
    kept: set[str] = set()
    of = {number: q.name for q in outline.questions for number in q.solutions}
    of |= dict.fromkeys(outline.stray_solutions, "a cell outside of questions")
    for number, name in of.items():
        text, cell = outline.source(number), outline.notebook.cells[number - 1]
        if cell.cell_type != "code":
            _add(secret, text, f"the model answer of {name}")
            for picture in cell.get("attachments", {}).values():
                for encoded in picture.values():
                    said = "".join("".join(encoded).split())
                    secret.setdefault(said, f"a picture in the model answer of {name}")
            continue
        stub = "\n".join(replace_solutions(text.splitlines(), "python"))
        kept.update(_lines(stub))
        removed = [
            line[2:] if line.startswith("+ ") else ""
            for line in difflib.ndiff(stub.splitlines(), text.splitlines())
            if line[:2] in ("+ ", "  ")
        ]
        whose = f"the solution of {name}"
        _add(secret, "\n".join(removed), whose)
        secret.update(dict.fromkeys(_runs(removed), whose))
    return secret, kept


def _add(secret: dict[str, str], text: str, whose: str) -> None:
    for line in _lines(text):
        secret.setdefault(line, whose)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        said = plain(line)
        if len(said) >= _SHORTEST and not _IDIOM.fullmatch(said):
            yield said


def _runs(lines: list[str]) -> Iterator[str]:
    """Yield runs of short lines: each alone reveals little, but a whole run reveals much."""
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip().startswith("#"):
            continue
        if line.strip() and not any(_lines(line)):
            run.append(plain(line))
            continue
        if len(run) > 1 and sum(len(said) for said in run if not _IDIOM.fullmatch(said)) >= LONG:
            yield "\n".join(run)
        run = []


def _without_given(found: dict[str, str], outline: Outline, lab: Lab) -> dict[str, str]:
    tests = {number for question in outline.questions for number in question.tests}
    code = outline.code([n for n in range(1, len(outline.notebook.cells) + 1) if n not in tests])
    # ``given`` lists code that otter leaves and that students are meant to see (``stubs``).
    shown = {" ".join(line.split()) for n in code for line in outline.source(n).splitlines()}
    for line in lab.given:
        allowed = " ".join(line.split())
        secret = [said for said in found if allowed in said.split("\n")]
        if not secret and allowed not in shown:
            raise AuthorError(
                f"{lab.source / SETTINGS}: `given` has {line!r}, which is not a line of a "
                "solution, a hidden test or a mistake; leave it out"
            )
        for said in secret:
            del found[said]
    return found


def messages_of_tests(outline: Outline) -> dict[str, bytes]:
    """Return each test's messages for students, hidden or not: place -> its configuration.

    A hidden test is not in a release, but its message is shown with the grade.
    """
    found: dict[str, bytes] = {}
    for question in outline.questions:
        for number in question.tests:
            if match := TEST_CONFIG.match(outline.source(number).lstrip()):
                found[f"{outline.where}, cell {number}, its message"] = match[1].encode()
    return found


def answer_files(outline: Outline) -> dict[str, str]:
    """Return the files that only model answers refer to: path -> question."""
    whose = {number: q.name for q in outline.questions for number in q.solutions}
    rest = "\n".join(
        outline.source(number)
        for number, cell in enumerate(outline.notebook.cells, start=1)
        if number not in whose and cell.cell_type != "raw"  # the list of files is in a raw cell
    )
    return {
        path: f"the model answer of {name}"
        for number, name in whose.items()
        for path in _REFERENCE.findall(outline.source(number))
        if path not in rest
    }
