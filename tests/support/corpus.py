"""What the engines are compared on: assignments, their submissions, and odd notebooks."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import io
import json
import shutil
import tempfile
import warnings
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support import percent
from torchgrade import notebook as nb

__all__ = ["Entry", "Made", "assign", "digest", "entries", "entry", "ids", "names"]

HERE = Path(__file__).parents[1] / "parity"


@dataclass(frozen=True)
class Entry:
    """A submission to one of the assignments, as its student would hand it in."""

    assignment: str
    name: str
    why: str
    autograder: Path
    submitted: Path

    @property
    def id(self) -> str:
        return f"{self.assignment}/{self.name}"


@dataclass(frozen=True)
class Made:
    """What plain ``otter assign`` made of an assignment."""

    folder: Path
    zip: Path
    solved: Any
    blank: Any
    blocks: tuple[percent.Block, ...] = field(repr=False)

    @property
    def autograder(self) -> Path:
        """The zip, unpacked."""
        return self.folder / "unpacked"

    def with_answers(self, answers: dict[str, str]) -> Any:
        """Return the solved notebook with other answers to some questions."""
        return _answered(self.blocks, self.solved, answers)


def names() -> list[str]:
    """The assignments, one file each."""
    return sorted(path.stem for path in (HERE / "assignments").glob("*.ipy"))


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="torchgrade-parity-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def assign(name: str) -> Made:
    """Run ``otter assign`` on an assignment, once in a process."""
    _, blocks = percent.parse(HERE / "assignments" / f"{name}.ipy")
    return assign_blocks(name, blocks)


def assign_blocks(name: str, blocks: list[percent.Block]) -> Made:
    """Run the real ``otter assign`` on what a file of an assignment says."""
    from otter.assign import main as otter_assign

    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=_scratch()))
    source = folder / "source"
    source.mkdir()
    nb.write(percent.otter_source(blocks), source / f"{name}.ipynb")
    for block in blocks:
        if block.kind == "file":
            path = source / block.argument
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text + "\n", encoding="utf-8")
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        made = folder / "made"
        otter_assign(str(source / f"{name}.ipynb"), str(made), no_run_tests=True, no_pdfs=True)
    [zipped] = (made / "autograder").glob("*.zip")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder / "unpacked")
    solved, blank = (
        nb.normalise(nb.read(made / side / f"{name}.ipynb")) for side in ("autograder", "student")
    )
    return Made(folder, zipped, solved, blank, tuple(blocks))


def _answered(blocks: tuple[percent.Block, ...], solved: Any, answers: dict[str, str]) -> Any:
    right, question = {}, ""
    for block in blocks:
        if block.kind == "question":
            question = yaml.safe_load(block.text)["name"]
        elif block.kind == "solution":
            right[question] = percent.marked(block.text)
    changed = nb.normalise(solved)
    for name, text in answers.items():
        [place] = [c for c in changed.cells if nb.source(c) == right[name]]
        place["source"] = text
    return nb.normalise(changed)


def _submissions(name: str) -> dict[str, tuple[str, Any]]:
    """The solution, the blank release, and what the assignment's file lists."""
    made = assign(name)
    found = {
        "solution": ("The author's solution.", made.solved),
        "blank": ("The release, as handed out.", made.blank),
    }
    answers: dict[str, str] = {}
    for block in made.blocks:
        if block.kind == "submission":
            title, _, why = block.argument.partition(":")
            answers = {}
            found[title] = (why.strip(), answers)
        elif block.kind == "answer":
            answers[block.argument] = block.text
    return {
        title: (why, made.with_answers(what) if type(what) is dict else what)
        for title, (why, what) in found.items()
    }


@cache
def _odd() -> dict[str, tuple[str, str, Any]]:
    """Name -> assignment, what is odd, notebook. The first block names the assignment."""
    found = {}
    for path in sorted((HERE / "odd").glob("*.ipy")):
        why, [first, *cells] = percent.parse(path)
        assert first.kind == "for", f"{path}: expected `# %% for ASSIGNMENT` first"
        notebook = percent.notebook(cells, first.argument)
        found[path.stem] = (first.argument, why, nb.normalise(notebook))
    return found


def ids() -> list[str]:
    """Name every entry, without running otter."""
    found = [f"{name}/{title}" for title, (name, _, _) in _odd().items()]
    for name in names():
        _, blocks = percent.parse(HERE / "assignments" / f"{name}.ipy")
        listed = (b.argument.partition(":")[0] for b in blocks if b.kind == "submission")
        found += [f"{name}/{title}" for title in ("solution", "blank", *listed)]
    return sorted(found)


def entry(identifier: str) -> Entry:
    """Return the entry of an id."""
    return _entries_of(identifier.partition("/")[0])[identifier]


def entries() -> list[Entry]:
    """List every entry of the corpus, by id."""
    found = [entry for name in names() for entry in _entries_of(name).values()]
    return sorted(found, key=lambda entry: entry.id)


@cache
def _entries_of(name: str) -> dict[str, Entry]:
    """Id -> entry, for one assignment; each is written to a folder of its own."""
    found = [(title, why, notebook) for title, (why, notebook) in _submissions(name).items()]
    found += [(title, why, book) for title, (of, why, book) in _odd().items() if of == name]
    written = {}
    for title, why, notebook in found:
        path = _scratch() / "submitted" / name / title / f"{name}.ipynb"
        assert not path.exists(), f"{name} has two submissions {title!r}"
        path.parent.mkdir(parents=True)
        nb.write(notebook, path)
        made = Entry(name, title, why, assign(name).autograder, path)
        written[made.id] = made
    return written


def digest(autograder: Path, submitted: Path) -> str:
    """Hash what decides a grade: tests, support files, settings, and what is handed in."""
    summed = hashlib.sha256()
    parts = [autograder / "otter_config.json"]
    for folder in (autograder / "tests", autograder / "files", autograder / "private"):
        parts += sorted(path for path in folder.rglob("*") if path.is_file())
    below = submitted.parent if submitted.is_file() else submitted
    for path in parts + sorted(path for path in below.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".ipynb":
            cells = nb.normalise(nb.read(path)).cells
            content = json.dumps([[c.cell_type, c.source, c.metadata] for c in cells]).encode()
        if "__pycache__" not in path.parts:
            summed.update(f"{path.name}:{len(content)}:".encode() + content)
    return summed.hexdigest()[:20]
