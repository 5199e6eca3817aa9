"""Imports a source notebook of plain otter as a lab, changing only what a build refuses."""

from __future__ import annotations

import ast
import builtins
import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import yaml

from torchgrade import notebook as nb
from torchgrade.authoring.assignment_config import unhonoured
from torchgrade.authoring.importing.case_function import NotebookNames, asks_inside
from torchgrade.authoring.importing.lab_folder import (
    Imported,
    lab_name,
    lab_settings,
    mentioned_files,
    place_of,
    write_lab,
)
from torchgrade.authoring.importing.names import names_of
from torchgrade.authoring.lint import TEST_CONFIG
from torchgrade.authoring.outline import Outline, Question, merged, read_outline
from torchgrade.course import Course
from torchgrade.errors import AuthorError

__all__ = ["import_otter"]

_FILES = ("files", "autograder_files", "student_files")

_NAME = re.compile(r"^name:.*\n", re.MULTILINE)


@dataclass
class _Source:
    """Otter's source notebook while it is being changed."""

    folder: Path
    outline: Outline
    notes: list[str] = field(default_factory=list)

    @property
    def config(self) -> dict[str, Any]:
        return self.outline.config

    def note(self, cell: int, text: str) -> None:
        self.notes.append(f"{place_of(cell, self.outline.source(cell))}: {text}")


def import_otter(course: Course, notebook: Path, name: str = "") -> Imported:
    """Make source/<lab>/ from a source notebook of plain otter.

    Args:
        course: where the lab goes.
        notebook: the notebook that its author passes to ``otter assign``.
        name: the lab's name; empty: derived from the file's name.

    Raises:
        AuthorError: it is not such a notebook, or can't become a lab.
    """
    lab = lab_name(notebook, name)
    source = _Source(notebook.parent, read_outline(_read(notebook), notebook.name))
    read = source.outline.notebook
    if not source.outline.config_cell:
        raise AuthorError(f"{notebook} has no cell `# ASSIGNMENT CONFIG`: is it of nbgrader?")
    _settle_config(source, lab)
    for question in source.outline.questions:
        _settle_question(source, question)
    _settle_tests(source)
    points = _points(source)
    files = _files(source)
    texts = [nb.source(cell) for cell in read.cells]
    left = [f for f in mentioned_files(notebook, texts)[0] if f not in files]
    if left:
        source.notes.append(
            f"named by a cell, and not among `files` of the configuration: {', '.join(left)}"
        )
    if inside := _inside(source):
        source.notes.append(
            f"beside the student's code (`inside` in lab.toml): {', '.join(inside)}"
        )
    made = nb.normalise(read)
    for cell, old in zip(made.cells, read.cells, strict=True):
        if cell.cell_type == "code":
            cell["outputs"] = old["outputs"]  # doctests are made from outputs
    folder = write_lab(course, lab, made, lab_settings(lab, points, inside), source.folder, files)
    return Imported(folder, len(source.outline.questions), points, tuple(source.notes))


def _read(notebook: Path) -> Any:
    """Read the notebook, with outputs, and with raw cells in place of otter's fenced blocks."""
    from otter.assign.blocks import extract_all_fenced_otter_cells

    try:
        nb.read(notebook)
        text = nb.text_of(notebook.read_bytes())
        read = nbformat.reads(text, as_version=4)
        for cell in read.cells:
            cell.setdefault("metadata", nbformat.NotebookNode())
            if cell.cell_type == "code":
                cell.setdefault("outputs", [])
        read.cells = extract_all_fenced_otter_cells(read.cells)
    except Exception as error:  # errors of nbformat, otter and torchgrade have no common base class
        raise AuthorError(f"{notebook}: {error}") from None
    return read


def _settle_config(source: _Source, lab: str) -> None:
    """Set the assignment's name to the lab's, and merge its configuration file."""
    config, cell = source.config, source.outline.config_cell
    if path := config.pop("config_file", None):
        try:
            more = yaml.safe_load((source.folder / str(path)).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise AuthorError(f"config_file {path} can't be read: {error}") from None
        source.outline.config = config = merged(more or {}, config)
        source.note(cell, f"{path} became part of it")
    if config.get("name", lab) != lab:
        source.note(cell, f"the name {config['name']!r} became {lab}, as the lab is called")
    if config.pop("runs_on", "default") != "default":
        source.note(cell, "runs_on was left out: a release is installed by its requirements.txt")
    for key, why in unhonoured(config).items():
        del config["generate"][key]
        source.note(cell, f"{key} was left out of `generate`: {why}")
    if config.get("generate") is False:
        del config["generate"]
        source.note(cell, "`generate: false` was left out: a lab has an autograder")
    config["name"] = lab
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True).rstrip()
    source.outline.notebook.cells[cell - 1].source = f"# ASSIGNMENT CONFIG\n{text}"


def _settle_question(source: _Source, question: Question) -> None:
    wanted = re.sub(r"\W", "_", question.name, flags=re.ASCII)
    if wanted != question.name:
        source.note(question.cell, f"the question became {wanted}: a name of letters, digits and _")
        question.config["name"] = wanted
        text = yaml.safe_dump(question.config, sort_keys=False, allow_unicode=True).rstrip()
        source.outline.notebook.cells[question.cell - 1].source = f"# BEGIN QUESTION\n{text}"


def _settle_tests(source: _Source) -> None:
    """Give each test function a unique name, and drop what otter does not read."""
    seen: set[str] = set()
    for question in source.outline.questions:
        for number in question.tests:
            cell = source.outline.notebook.cells[number - 1]
            text = nb.source(cell)
            if (match := TEST_CONFIG.match(text.lstrip())) and _NAME.search(match[0]):
                source.note(number, "the test's `name:` was left out: otter 7 reads none")
                text = _NAME.sub("", match[0]) + text.lstrip()[match.end() :]
            found = re.search(r"^def (\w+)\(", text, re.MULTILINE)
            name = found[1] if found else ""
            if name and name in seen:
                new = f"{name}_{question.name}"
                while new in seen:
                    new += "_2"
                text = re.sub(rf"\b{name}\(", f"{new}(", text)
                name = new
            seen.add(name)
            cell.source = text


def _points(source: _Source) -> float:
    """Return the points of all questions, as otter counts them."""
    from otter.assign import Assignment
    from otter.assign.question_config import QuestionConfig
    from otter.assign.tests_manager import AssignmentTestsManager

    total = 0.0
    try:
        manager = AssignmentTestsManager(Assignment(source.config))
        for question in source.outline.questions:
            config = QuestionConfig(question.config)
            manager.add_question(config)
            for number in question.tests:
                manager.read_test(source.outline.notebook.cells[number - 1], config)
            written = config.points if isinstance(config.points, (int, float)) else 1
            total += written if question.manual else manager.determine_question_point_value(config)
    except Exception as error:  # otter raises various errors about a configuration or a test
        raise AuthorError(f"otter can't read {source.outline.where}: {error}") from None
    return round(total, 5)


def _files(source: _Source) -> list[str]:
    """List the files that the configuration names; raise if one is missing or elsewhere."""
    config = source.config
    named = [str(name) for key in _FILES for name in config.get(key) or ()]
    named += [config[k] for k in ("requirements", "environment") if isinstance(config.get(k), str)]
    for name in named:
        path = (source.folder / name).resolve()
        if not path.exists():
            raise AuthorError(f"{source.folder / name} is missing: the configuration names it")
        if not path.is_relative_to(source.folder.resolve()):
            raise AuthorError(f"{name} does not lie below {source.folder}: move it there")
    return list(dict.fromkeys(named))


def _inside(source: _Source) -> list[str]:
    """List the questions with a test that needs something only the notebook's process has."""
    texts = {
        question.name: [source.outline.source(number) for number in question.tests]
        for question in source.outline.questions
    }
    names = NotebookNames()
    tests = {number for question in source.outline.questions for number in question.tests}
    for number, cell in enumerate(source.outline.notebook.cells, 1):
        if cell.cell_type == "code" and number not in tests:
            with contextlib.suppress(SyntaxError):
                names.add(nb.without_magics(nb.source(cell)))
    return [
        name
        for name, own in texts.items()
        if any(asks_inside(text, names) or _takes_a_builtin(text, names) for text in own)
    ]


def _takes_a_builtin(code: str, names: NotebookNames) -> bool:
    """Return whether a doctest means the notebook's own `sum`, where a referee uses Python's."""
    with contextlib.suppress(SyntaxError):
        if not any(isinstance(node, ast.FunctionDef) for node in ast.parse(code).body):
            return bool(names_of(code).free & names.bound & vars(builtins).keys())
    return False
