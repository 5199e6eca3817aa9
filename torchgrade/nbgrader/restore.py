"""Before ``nbgrader autograde`` looks at a notebook, what students did to its cells is undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor, OverwriteCells

from torchgrade.course import MANIFEST, read_manifest
from torchgrade.errors import AuthorError
from torchgrade.nbgrader.course import open_gradebook

__all__ = ["Restore", "autograder"]


def autograder(lab: str) -> Path:
    """Return the course's autograder of a lab; nbgrader's commands run in the course's folder.

    Raises:
        AuthorError: there is none.
    """
    folder = Path.cwd() / "autograder" / lab
    if not (folder / MANIFEST).is_file():
        raise AuthorError(f"{folder} is missing: run `torchgrade nbgrader` for {lab}")
    return folder


class Restore(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts metadata and cells with points right.

    nbgrader's own steps end in an exception for some of what students do to them, and leave the
    submission without a grade.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put the cells of a submitted notebook right, in place."""
        from torchgrade.nbgrader.submitted_cells import NUMBER, known_cells, restore

        names = resources["nbgrader"]
        manifest = read_manifest(autograder(names["assignment"]))
        with open_gradebook(names["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(names["notebook"], names["assignment"]))
        notice = OverwriteCells(parent=self).missing_cell_notification
        restore(nb, known, manifest, notice)
        for cell in nb.cells:
            cell.metadata.pop(NUMBER, None)
        return nb, resources
