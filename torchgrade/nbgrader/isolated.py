"""``nbgrader autograde``, and formgrader's button for it, with torchgrade's isolated engine.

Two of nbgrader's steps are replaced: the one that runs the notebook in a kernel together with its
tests, and the one that reads scores from the outputs of that kernel.
"""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from torchgrade.errors import AuthorError

__all__ = ["GradeIsolated", "Restore", "SaveGrades"]

_KEY = "torchgrade"
"""Under which of nbconvert's resources the first step hands the second what it needs."""


@cache
def _engine() -> Any:
    """Start the engine once for all submissions of a command."""
    from torchgrade.grade import new_engine

    engine = new_engine()
    atexit.register(engine.stop)
    return engine


def _open_bundle(lab: str) -> Any:
    """Open the course's autograder of a lab; nbgrader's commands run in the course's folder.

    Raises:
        AuthorError: there is none.
    """
    from torchgrade.grade import open_bundle

    folder = Path.cwd() / "autograder" / lab
    if not folder.is_dir():
        raise AuthorError(f"{folder} is missing: run `torchgrade nbgrader` for {lab}")
    return open_bundle(folder)


class Restore(NbGraderPreprocessor):  # type: ignore[misc]
    """Undoes what students did to metadata and to cells with points, before nbgrader looks.

    Its own steps end in an exception for some of it, and leave the submission without a grade.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put the cells of a submitted notebook right, in place."""
        from nbgrader.preprocessors import OverwriteCells

        from torchgrade.nbgrader.course import open_gradebook
        from torchgrade.results.gradebook.cells import NUMBER, known_cells, restore

        names = resources["nbgrader"]
        with open_gradebook(names["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(names["notebook"], names["assignment"]))
        with _open_bundle(names["assignment"]) as bundle:
            notice = OverwriteCells(parent=self).missing_cell_notification
            restore(nb, known, bundle.manifest, notice)
        for cell in nb.cells:
            cell.metadata.pop(NUMBER, None)
        return nb, resources


class GradeIsolated(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades the sanitised notebook, and shows in its cells what they printed and tests said."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade a notebook that nbgrader has put right, and set its outputs.

        Raises:
            RuntimeError: it was not graded; nbgrader then reports a failed submission, not a zero.
        """
        from torchgrade.grade import of_student, run_notebook
        from torchgrade.results.gradebook.outputs import show

        names = resources["nbgrader"]
        lab, student = names["assignment"], names["student"]
        folder = Path(resources["metadata"]["path"])
        with _open_bundle(lab) as bundle:
            grade, _ = run_notebook(bundle, of_student(student, folder, lab), _engine())
            resources[_KEY] = (grade, bundle.manifest)
        if grade.status != "graded":
            raise RuntimeError(f"{student}'s {lab} was not graded: {grade.message}")
        show(nb, grade, bundle.manifest)
        return nb, resources


class SaveGrades(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the scores of that grade into the gradebook, in one transaction."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write the scores; marks that people gave stay, and are asked for again."""
        from torchgrade.nbgrader.course import open_gradebook
        from torchgrade.results.gradebook.database import one_transaction
        from torchgrade.results.gradebook.scores import save

        grade, manifest = resources.pop(_KEY)
        names = resources["nbgrader"]
        with open_gradebook(names["db_url"]) as gradebook, one_transaction(gradebook):
            save(gradebook, nb, grade, manifest, names["student"])
        return nb, resources
