"""Take a submission in: find its notebook safely, and lay out the files that may be graded.

A submission is a stranger's: nothing of it is unpacked unless it is the notebook or something that
the lab asks for, and every size is bounded before a byte is read.
"""

from __future__ import annotations

import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from torchgrade import notebook as nb
from torchgrade.errors import SubmissionError
from torchgrade.grade.discover import Submission
from torchgrade.grade.testcells import check_in_test_cells
from torchgrade.notes import Note
from torchgrade.records import Manifest

__all__ = ["Intake", "take_in"]

_MAX_FILES = 5_000
_MAX_BYTES = 512 * 2**20
_NOISE = ("__MACOSX", ".ipynb_checkpoints")

_CHECK = re.compile(r"""\.check\(\s*["']([^"']+)["']""")
"""A check of a question, however a course calls its grader."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for a damaged zip, depending on where it is damaged."""


@dataclass(frozen=True)
class Intake:
    """A submission, ready to be graded, with what staff should know and its student is told."""

    folder: Path
    notebook: Any
    release: str
    flags: tuple[str, ...]
    notes: tuple[str, ...]


def take_in(submission: Submission, manifest: Manifest, folder: Path) -> Intake:
    """Copy what is to be graded into the empty ``folder``.

    Raises:
        SubmissionError: with a message for the student.
    """
    path = submission.path
    if path.is_dir():
        files = _of_folder(path)
    elif path.suffix == ".zip":
        files = _of_zip(path)
    else:
        files = {path.name: path}
    chosen = _choose(files, manifest.lab)
    for name, content in _wanted(files, chosen, manifest).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_content(content, _MAX_BYTES))
    raw = folder / "__submitted__.ipynb"
    raw.write_bytes(_content(files[chosen], nb.MAX_BYTES))
    try:
        notebook = nb.read(raw)
    except nb.NotebookError as error:
        text = str(error).replace(raw.name, PurePosixPath(chosen).name)
        raise SubmissionError(f"{text} Download it again from JupyterLab and hand it in.") from None
    finally:
        raw.unlink()
    return _admit(notebook, manifest, folder)


@dataclass(frozen=True)
class _Member:
    """A file in a zip, not read yet."""

    archive: Path
    info: zipfile.ZipInfo


Files = Mapping[str, "Path | _Member"]


def _content(file: Path | _Member, limit: int) -> bytes:
    """Read a file, never more than ``limit`` bytes of it: what a zip says of sizes may be a lie."""
    name = file.name if isinstance(file, Path) else file.info.filename
    try:
        if isinstance(file, Path):
            with file.open("rb") as stream:
                # What is refused for its size is not read first.
                size = os.fstat(stream.fileno()).st_size
                content = stream.read(limit + 1) if size <= limit else None
        else:
            with zipfile.ZipFile(file.archive) as archive, archive.open(file.info) as member:
                content = member.read(limit + 1)
    except _UNREADABLE as error:
        raise SubmissionError(f"{name} can't be read ({error}).") from None
    if content is None or len(content) > limit:
        raise SubmissionError(
            f"{name} is larger than the {limit / 2**20:.0f} MB that are read. If it is the "
            "notebook, clear the outputs of its cells and save it again."
        )
    return content


def _of_folder(folder: Path) -> Files:
    files: dict[str, Path | _Member] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            files[path.relative_to(folder).as_posix()] = path
        if len(files) > _MAX_FILES:
            raise SubmissionError(f"The submission has more than {_MAX_FILES} files.")
    zips = [path for name, path in files.items() if name.endswith(".zip")]
    if not any(name.endswith(".ipynb") for name in files) and len(zips) == 1:
        [only] = zips
        assert isinstance(only, Path)
        return _of_zip(only)
    return files


def _of_zip(path: Path) -> Files:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _UNREADABLE as error:
        raise SubmissionError(
            f"{path.name} is not a zip that can be opened ({error}). Make it again with the export "
            "cell."
        ) from None
    if len(members) > _MAX_FILES:
        raise SubmissionError(
            f"{path.name} has {len(members)} files, at most {_MAX_FILES} are read."
        )
    size = sum(member.file_size for member in members)
    if size > _MAX_BYTES:
        raise SubmissionError(
            f"{path.name} unpacks to {size / 2**20:.0f} MB, at most {_MAX_BYTES / 2**20:.0f} MB "
            "are read."
        )
    files: dict[str, Path | _Member] = {}
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in str(name):
            raise SubmissionError(
                f"{path.name} holds {member.filename!r}, which would be unpacked outside of its "
                "folder. Make the zip again with the export cell."
            )
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SubmissionError(
                f"{path.name} holds a link, {member.filename!r}; links are refused."
            )
        if not member.is_dir():
            files[str(name)] = _Member(path, member)
    return files


def _choose(files: Files, lab: str) -> str:
    notebooks = sorted(
        name
        for name in files
        if name.endswith(".ipynb") and not any(part in PurePosixPath(name).parts for part in _NOISE)
    )
    named = [name for name in notebooks if PurePosixPath(name).name == f"{lab}.ipynb"]
    for group in (named, notebooks):
        if len(group) == 1:
            return group[0]
    if not notebooks:
        raise SubmissionError(f"There is no notebook in the submission: expected {lab}.ipynb.")
    raise SubmissionError(
        f"There are {len(notebooks)} notebooks in the submission ({', '.join(notebooks[:5])}): "
        f"expected one, {lab}.ipynb."
    )


def _wanted(files: Files, chosen: str, manifest: Manifest) -> Files:
    """Pick the files that the lab asks for; all others could only shadow something."""
    base = PurePosixPath(chosen).parent
    wanted: dict[str, Path | _Member] = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        if not path.is_relative_to(base):
            continue
        below = path.relative_to(base)
        asked = any(below.is_relative_to(item) for item in manifest.hand_in)
        if "." in manifest.hand_in:
            asked = not _ours(below)
        # Gradescope's upload form has no folders: weights may lie beside the notebook.
        beside = bool(manifest.hand_in) and len(below.parts) == 1 and path.suffix == ".safetensors"
        if asked or beside:
            wanted[str(below)] = content
    return wanted


def _ours(path: PurePosixPath) -> bool:
    """Tell what is never taken in beside a notebook: others, their PDFs, tests, otter's own."""
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return hidden or path.suffix in {".ipynb", ".pdf", ".zip"} or path.parts[0] == "tests"


def _admit(notebook: Any, manifest: Manifest, folder: Path) -> Intake:
    """Check that the notebook belongs to the lab, and write it as the engines run it."""
    otter = notebook.metadata.get("otter")
    said = otter.get("assignment_name") if isinstance(otter, dict) else None
    expected = manifest.foreign.assignment if manifest.foreign else manifest.lab
    if said is not None and expected is not None and said != expected:
        raise SubmissionError(
            f"This is a notebook of the assignment {str(said)[:80]!r}, expected {expected!r}. "
            f"Hand in {manifest.lab}.ipynb."
        )
    flags, notes = [], []
    if said is None and expected is not None:
        names = {question.name for question in manifest.questions if not question.manual}
        code = "\n".join(nb.source(c) for c in notebook.cells if c.cell_type == "code")
        if not names.intersection(_CHECK.findall(code)):
            raise SubmissionError(
                "This notebook does not say which assignment it is, and checks no question of "
                f"{expected!r}. Start from the notebook that was handed out."
            )
        flags.append("the notebook's metadata is missing; the lab was recognised by its questions")
    stamped = notebook.metadata.get("torchgrade")
    release = str(stamped.get("stamp", ""))[:64] if isinstance(stamped, dict) else ""
    if manifest.stamp and release != manifest.stamp:
        flags.append(
            f"made from another release ({release or 'unknown'}, this autograder is "
            f"{manifest.stamp}); graded by the names of the questions"
        )
        notes.append(Note.ANOTHER_RELEASE.text())
    if not manifest.foreign:
        check_in_test_cells(notebook, manifest)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    notebook.metadata["otter"] = {"assignment_name": expected} if expected else {}
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    nb.write_valid(notebook, folder / f"{manifest.lab}.ipynb")
    return Intake(folder, notebook, release, tuple(flags), tuple(notes))
