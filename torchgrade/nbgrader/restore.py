"""Undoes what students did to a notebook's cells, before ``nbgrader autograde`` reads it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor, OverwriteCells

from torchgrade.course import MANIFEST, read_manifest
from torchgrade.errors import AuthorError
from torchgrade.nbgrader.course import open_gradebook
from torchgrade.nbgrader.tree import copy_files
from torchgrade.notebook.mending import mended

__all__ = ["Restore", "autograder", "converter_of"]


def autograder(lab: str) -> Path:
    """Return the course's autograder of a lab; nbgrader's commands run in the course's folder.

    Raises:
        AuthorError: there is none.
    """
    folder = Path.cwd() / "autograder" / lab
    if not (folder / MANIFEST).is_file():
        raise AuthorError(f"{folder} is missing: run `torchgrade nbgrader` for {lab}")
    return folder


def converter_of(step: Any) -> Any:
    """Return the command that a step is part of, which knows the folders of the course."""
    while not hasattr(step, "coursedir"):
        step = step.parent
    return step


class Restore(NbGraderPreprocessor):  # type: ignore[misc]
    """Restores metadata, cells with points, and the files beside the notebook.

    nbgrader's own steps fail on some of what students do to them, and leave the submission without
    a grade; and they follow links, with the instructor's rights.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Restore a submission, before any of its code runs.

        Raises:
            RuntimeError: its notebook is a link; nbgrader then reports a failed submission.
            NotebookFormError: it is not a notebook, or too large.
        """
        from torchgrade.nbgrader.submitted_cells import NUMBER, known_cells, restore

        names = resources["nbgrader"]
        self._lay_out(names, Path(resources["metadata"]["path"]))
        nb = nbformat.from_dict(mended(nb))
        manifest = read_manifest(autograder(names["assignment"]))
        with open_gradebook(names["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(names["notebook"], names["assignment"]))
        notice = OverwriteCells(parent=self).missing_cell_notification
        restore(nb, known, manifest, notice)
        for cell in nb.cells:
            cell.metadata.pop(NUMBER, None)
        return nb, resources

    def _lay_out(self, names: Any, submitted: Path) -> None:
        """Replace the files that nbgrader has copied by safe copies."""
        student, lab = names["student"], names["assignment"]
        if (submitted / f"{names['notebook']}.ipynb").is_symlink():
            raise RuntimeError(f"the notebook of {student}'s {lab} is a link to another file")
        converter = converter_of(self)
        course = converter.coursedir
        folder = Path(course.format_path(course.autograded_directory, student, lab))
        shutil.rmtree(folder)
        folder.mkdir()
        copy_files(
            Path(course.format_path(course.source_directory, ".", lab)),
            submitted,
            folder,
            ignore=course.ignore,
            students=converter.exclude_overwriting.get(lab, []),
        )
