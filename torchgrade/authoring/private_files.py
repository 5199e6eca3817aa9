"""Files that only tests need, which are on the grader's side, in no release, player or output."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath

from torchgrade.authoring import archive
from torchgrade.authoring.outline import Outline
from torchgrade.course import PRIVATE, SETTINGS, Lab
from torchgrade.errors import AuthorError

__all__ = ["lay_apart", "private_contents", "warnings_of"]


def _names(lab: Lab, outline: Outline) -> list[str]:
    """List the private files and folders: those of lab.toml, and otter's ``autograder_files``."""
    named = [*lab.settings.private, *(outline.config.get("autograder_files") or ())]
    return [PurePosixPath(str(name)).as_posix() for name in dict.fromkeys(named)]


def lay_apart(lab: Lab, outline: Outline, autograder: Path) -> None:
    """Put a lab's private files into a separate folder of its autograder.

    Raises:
        AuthorError: one is missing, lies elsewhere, or is handed out as well.
    """
    handed = {PurePosixPath(str(name)).as_posix() for name in outline.config.get("files") or ()}
    for name in _names(lab, outline):
        source = lab.source / name
        if not source.exists() or not source.resolve().is_relative_to(lab.source.resolve()):
            raise AuthorError(
                f"expected the private file {name} in {lab.source}, found none (`private` in "
                f"{SETTINGS}, or `autograder_files` of the notebook)"
            )
        if name in handed:
            raise AuthorError(f"{name} is private, and among the `files` that students get")
        for mine in (autograder / "files" / name, autograder / "files" / source.name):
            if mine.is_dir():
                shutil.rmtree(mine)
            else:
                mine.unlink(missing_ok=True)
        target = autograder / PRIVATE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(*archive.LEFTOVERS))
        else:
            shutil.copy(source, target)


def private_contents(lab: Lab, outline: Outline) -> dict[bytes, str]:
    """Return the content of each private file that is not empty, with the file's name."""
    found: dict[bytes, str] = {}
    for name in _names(lab, outline):
        for path in (lab.source / name, *(lab.source / name).rglob("*")):
            if path.is_file() and (content := path.read_bytes()):
                found[content] = path.relative_to(lab.source).as_posix()
    return found


def warnings_of(lab: Lab, outline: Outline) -> tuple[str, ...]:
    """Describe support files that should be private, and private ones that students would miss."""
    wide = [
        f"{name} goes out to students, and only tests use it: list it in `private` of {SETTINGS}"
        for name in _used_by_tests_alone(outline)
    ]
    missed = [
        f"cell {number}: a public test uses the private file {name}, which students do not have: "
        "it fails in their notebooks"
        for question in outline.questions
        for number in question.tests
        if not re.search(r"^hidden:\s*true|\A\s*#\s*HIDDEN", outline.source(number), re.I | re.M)
        for name in _names(lab, outline)
        if _mention(name).search(outline.source(number))
    ]
    return (*wide, *missed)


def _mention(name: str) -> re.Pattern[str]:
    """Return a pattern that finds the name of a file in code, for a module without its suffix."""
    path = PurePosixPath(name)
    word = re.escape(path.stem if path.suffix == ".py" else path.name)
    return re.compile(rf"(?<![\w.]){word}(?!\w)")


def _used_by_tests_alone(outline: Outline) -> list[str]:
    """List the support files that only tests mention."""
    tests = {number for question in outline.questions for number in question.tests}
    cells = outline.notebook.cells
    in_tests = "\n".join(outline.source(number) for number in sorted(tests))
    others = "\n".join(
        outline.source(number)
        for number, cell in enumerate(cells, 1)
        if number not in tests and number != outline.config_cell and cell.cell_type != "raw"
    )
    found = []
    for name in outline.config.get("files") or ():
        path = PurePosixPath(str(name))
        mentioned = _mention(str(name))
        if path.name != SETTINGS and mentioned.search(in_tests) and not mentioned.search(others):
            found.append(str(name))
    return found
