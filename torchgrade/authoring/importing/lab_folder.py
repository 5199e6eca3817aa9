"""Writes the folder of an imported lab: notebook, settings, support files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from torchgrade import notebook as nb
from torchgrade.authoring import archive
from torchgrade.authoring.assignment_config import DEFAULT_CONFIG
from torchgrade.course import SETTINGS, Course, check_name
from torchgrade.errors import AuthorError
from torchgrade.files.writing import replacing

__all__ = [
    "Imported",
    "config_cell",
    "inside_settings",
    "lab_name",
    "lab_settings",
    "mentioned_files",
    "place_of",
    "write_lab",
]

_SETTINGS = """\
title = "{title}"
points = {points:g}

# These tests may compare a student's objects by the objects' own operators, and look at what calls
# change in their arguments. Leave out questions whose tests need neither.
[tests]
objects = ["*"]
in_place = ["*"]
"""
_INSIDE = """\
# These ask for what only the notebook's own process has. Its code could forge what they find out:
# write them anew where you can.
inside = [{names}]
"""


@dataclass(frozen=True)
class Imported:
    """A lab that was made from an existing assignment, with notes for its author."""

    folder: Path
    questions: int
    points: float
    notes: tuple[str, ...]


def lab_name(notebook: Path, name: str) -> str:
    """Return the name for a lab: the requested one, or one derived from the file's name.

    Raises:
        AuthorError: it is not a valid name for a lab.
    """
    made = name or re.sub(r"[^a-z0-9_]+", "_", notebook.stem.lower()).strip("_")
    if not name and not made[:1].isalpha():
        made = f"lab_{made}"
    check_name(made)
    return made


def place_of(number: int, text: str) -> str:
    """Return the name of a cell in messages: its number, from 1, and its first line."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return f"cell {number} ({first[:60]!r})"


def mentioned_files(notebook: Path, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """List the files beside a notebook that its cells mention, and the others, without notebooks.

    A module is mentioned by its name without suffix.
    """
    said = "\n".join(texts)
    taken: list[str] = []
    left: list[str] = []
    for path in sorted(notebook.parent.iterdir()):
        name = path.name
        if name.startswith(".") or name in archive.LEFTOVERS or path.suffix == ".ipynb":
            continue
        word = path.stem if path.suffix == ".py" or path.is_dir() else name
        found = re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", said)
        (taken if found else left).append(name)
    return taken, left


def config_cell(lab: str, files: Sequence[str]) -> str:
    """Return the text of the first cell of a source notebook.

    Points are not shown, since texts of an existing assignment may already state them.
    """
    config: dict[str, Any] = {"name": lab, **DEFAULT_CONFIG, "show_question_points": False}
    if files:
        config["files"] = list(files)
    return f"# ASSIGNMENT CONFIG\n{yaml.safe_dump(config, sort_keys=False)}".rstrip()


def lab_settings(title: str, points: float, inside: Sequence[str]) -> str:
    """Return the content of lab.toml for tests that were written for one shared process."""
    told = _SETTINGS.format(title=title, points=points)
    return told + inside_settings(inside) if inside else told


def inside_settings(questions: Sequence[str]) -> str:
    """Return the lines of lab.toml that list the questions whose tests run inside."""
    return _INSIDE.format(names=", ".join(f'"{name}"' for name in questions))


def write_lab(
    course: Course,
    lab: str,
    notebook: Any,
    settings: str,
    folder: Path,
    files: Sequence[str],
) -> Path:
    """Write source/<lab>/ atomically.

    Args:
        course: the lab's course.
        lab: the lab's name.
        notebook: the notebook, in otter's format.
        settings: the content of lab.toml.
        folder: the folder with the files to copy.
        files: their names.

    Raises:
        AuthorError: something with that name exists.
    """
    target = course.root / "source" / lab
    if target.exists():
        raise AuthorError(f"{target} already exists; choose another name with --name")
    with replacing(target) as made:
        made.mkdir(exist_ok=True)
        for name in files:
            if (folder / name).is_dir():
                left = shutil.ignore_patterns(*archive.LEFTOVERS)
                shutil.copytree(folder / name, made / name, ignore=left)
            else:
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(folder / name, made / name)
        (made / SETTINGS).write_text(settings, encoding="utf-8")
        nb.write(notebook, made / f"{lab}.ipynb")
    return target
