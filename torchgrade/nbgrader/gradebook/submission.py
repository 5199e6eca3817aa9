"""Writes a graded submission into an nbgrader course, atomically."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.preprocessors import OverwriteCells
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from torchgrade.errors import GraderError
from torchgrade.files.regular import read_bounded, why
from torchgrade.files.writing import recover, replacing
from torchgrade.nbgrader.course import importable
from torchgrade.nbgrader.gradebook.database import one_transaction
from torchgrade.nbgrader.gradebook.outputs import show
from torchgrade.nbgrader.gradebook.penalty import penalise
from torchgrade.nbgrader.gradebook.scores import save
from torchgrade.nbgrader.restore import Restore
from torchgrade.nbgrader.submitted_cells import known_cells, restore
from torchgrade.nbgrader.tree import copy_files
from torchgrade.records import Grade, Manifest

__all__ = ["write"]

_TIMESTAMP = 1_000  # bytes of timestamp.txt


def write(
    converter: Autograde, grade: Grade, manifest: Manifest, submitted: Path, notebook: Any
) -> None:
    """Write a grade's scores and the graded notebook; see :meth:`NbgraderCourse.write`.

    The folder is made first, then the scores are committed, then the folder is moved to its place:
    a run that is killed in between leaves the earlier marked answers, with which a later run
    compares.

    Raises:
        GraderError: it could not be written.
    """
    directory = converter.coursedir
    lab, student = manifest.lab, grade.sid
    folder = Path(directory.format_path(directory.autograded_directory, student, lab))
    recover(folder)
    earlier = _read(folder / f"{lab}.ipynb")
    try:
        with replacing(folder) as made:
            made.mkdir()
            copy_files(
                Path(directory.format_path(directory.source_directory, ".", lab)),
                submitted,
                made,
                ignore=directory.ignore,
                students=converter.exclude_overwriting.get(lab, []),
            )
            clean = None if notebook is None else _sanitise(converter, notebook, manifest, student)
            if clean is not None:
                show(clean, grade, manifest)
            shown = _rejection(grade) if clean is None else clean
            (made / f"{lab}.ipynb").write_text(nbformat.writes(shown) + "\n", encoding="utf-8")
            place = _Place(coursedir=directory, parent=converter, folder=made)
            place.set_permissions(lab, student)
            with (
                importable(Path(directory.root)),
                Gradebook(directory.db_url, directory.course_id) as gradebook,
                one_transaction(gradebook),
            ):
                _enter(gradebook, converter, lab, student, submitted)
                save(gradebook, clean, grade, manifest, student, earlier=earlier)
                penalise(gradebook, converter, lab, student)
    except GraderError:
        raise
    except MissingEntry as error:
        raise GraderError(f"the gradebook does not know it: {error}") from error
    except (SQLAlchemyError, InvalidEntry) as error:
        raise GraderError(f"the gradebook could not be written: {error}") from error
    except Exception as error:
        # nbgrader and a course's plugins may raise anything; the batch continues.
        raise GraderError(f"nbgrader failed on it: {type(error).__name__}: {error}") from error


class _Place(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Lets nbgrader set permissions in a folder that is not at its final place yet."""

    def __init__(self, *, folder: Path, **options: Any) -> None:
        super().__init__(**options)
        self.folder = folder

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        return str(self.folder)


def _read(path: Path) -> Any:
    """Read the notebook that people have marked so far; ``None`` if there is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return None


def _sanitise(converter: Autograde, notebook: Any, manifest: Manifest, student: str) -> Any:
    """Make nbgrader sanitise a submitted notebook, as it does before running one."""
    directory = converter.coursedir
    notice = OverwriteCells(parent=converter).missing_cell_notification
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        known = known_cells(gradebook.find_notebook(manifest.lab, manifest.lab))
    restore(notebook, known, manifest, notice)
    exporter = NotebookExporter(parent=converter, config=converter.config)
    exporter._preprocessors = []
    for step in converter.sanitize_preprocessors:
        if step is not Restore:  # done above, with the numbers used for outputs
            exporter.register_preprocessor(step)
    names = {"student": student, "assignment": manifest.lab, "notebook": manifest.lab}
    resources = {"nbgrader": {**names, "db_url": directory.db_url}}
    text, _ = exporter.from_notebook_node(notebook, resources=resources)
    return nbformat.reads(text, as_version=4)


def _rejection(grade: Grade) -> Any:
    """Make a notebook that says why a submission was not graded, as text, never as markup."""
    cell = nbformat.v4.new_code_cell("# This submission was not graded.", id="rejected")
    cell["outputs"] = [nbformat.v4.new_output("stream", name="stdout", text=grade.message + "\n")]
    return nbformat.v4.new_notebook(cells=[cell])


def _enter(
    gradebook: Gradebook, converter: Autograde, lab: str, student: str, submitted: Path
) -> None:
    """Add rows for the student and the submission, with its time."""
    if converter.create_student:
        gradebook.update_or_create_student(student)
    gradebook.find_student(student)
    path = submitted / "timestamp.txt"
    try:
        text = read_bounded(path, _TIMESTAMP).decode("utf-8", "replace").strip()
        time = {"timestamp": utils.parse_utc(text)} if text else {}
    except FileNotFoundError:
        time = {}
    except OSError as error:
        raise GraderError(f"{path} can't be read ({why(error)}): fix it and grade again") from None
    except (ValueError, OverflowError, TypeError):
        raise GraderError(f"{path} has no valid time: fix it and grade again") from None
    with warnings.catch_warnings():
        # nbgrader queries the student while it makes the submission, of which SQLAlchemy warns.
        warnings.simplefilter("ignore", SAWarning)
        gradebook.update_or_create_submission(lab, student, **time)
