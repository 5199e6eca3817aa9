"""``nbgrader autograde``, and formgrader's button for it, with torchgrade's isolated engine.

Replaces two of nbgrader's steps: the one that runs the notebook in a kernel together with its
tests, and the one that reads scores from that kernel's outputs.
"""

from __future__ import annotations

import atexit
import threading
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from torchgrade.nbgrader.course import closed_paths
from torchgrade.nbgrader.restore import autograder, converter_of

if TYPE_CHECKING:
    from torchgrade.bundle import Bundle
    from torchgrade.engine.engine import Engine
    from torchgrade.engine.supervisor.isolated_engine import Walls
    from torchgrade.grade import Submission
    from torchgrade.records import Grade

__all__ = ["GradeIsolated", "SaveGrades"]

_KEY = "torchgrade"
"""The key of nbconvert's resources under which the first step passes data to the second."""


_IDLE = 60.0
"""Idle seconds after which the engine is closed, as formgrader's server may run for weeks."""


class _EngineOfCommand:
    """The engine for all submissions of a command, since starting one takes seconds.

    nbgrader makes a new step object for each submission, and does not tell them when the command
    ends. So the first submission opens the engine, which is closed after being idle for a while, or
    when the process ends.
    """

    def __init__(self, walls: Walls) -> None:
        self._walls = walls
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._closing = threading.Timer(0, self.close)
        atexit.register(self.close)

    def run(self, bundle: Bundle, submission: Submission) -> Grade:
        """Grade a submission."""
        from torchgrade.engine.new_engine import new_engine
        from torchgrade.grade import run_notebook

        with self._lock:
            self._closing.cancel()
            if self._engine is None:
                self._engine = new_engine(walls=self._walls)
            try:
                self._engine.prove_walls(bundle)
                grade, _ = run_notebook(bundle, submission, self._engine)
            finally:
                self._closing = threading.Timer(_IDLE, self.close)
                self._closing.daemon = True
                self._closing.start()
        return grade

    def close(self) -> None:
        """Close the engine; the next submission opens another."""
        with self._lock:
            self._closing.cancel()
            if self._engine is not None:
                self._engine.stop()
                self._engine = None


_engine_of_command = cache(_EngineOfCommand)


class GradeIsolated(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades the sanitised notebook, and sets outputs and messages of tests in its cells."""

    without_walls = Bool(
        False, help="Grade even where a student's code could read hidden tests or others' work."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade a notebook that nbgrader has sanitised, and set its outputs.

        Raises:
            AuthorError: its code could open what must be closed to it, and that is not accepted.
            RuntimeError: it was not graded; nbgrader then reports a failed submission, not a zero.
        """
        from torchgrade.bundle import open_bundle
        from torchgrade.grade import of_student
        from torchgrade.nbgrader.gradebook.outputs import show

        names = resources["nbgrader"]
        lab, student = names["assignment"], names["student"]
        folder = Path(resources["metadata"]["path"])
        with open_bundle(autograder(lab)) as bundle:
            walled = replace(
                bundle, closed=(*bundle.closed, *closed_paths(converter_of(self).coursedir))
            )
            walls: Walls = "wanted" if self.without_walls else "required"
            grade = _engine_of_command(walls).run(walled, of_student(student, folder, lab))
            resources[_KEY] = (grade, bundle.manifest)
        if grade.status != "graded":
            raise RuntimeError(f"{student}'s {lab} was not graded: {grade.message}")
        if grade.without_walls:
            self.log.warning("%s's %s: %s", student, lab, "; ".join(grade.flags))
        show(nb, grade, bundle.manifest)
        return nb, resources


class SaveGrades(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the scores of that grade into the gradebook, in one transaction."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write the scores; people's marks are kept, but may need another review."""
        from torchgrade.nbgrader.course import open_gradebook
        from torchgrade.nbgrader.gradebook.database import one_transaction
        from torchgrade.nbgrader.gradebook.scores import save

        grade, manifest = resources.pop(_KEY)
        names = resources["nbgrader"]
        with open_gradebook(names["db_url"]) as gradebook, one_transaction(gradebook):
            save(gradebook, nb, grade, manifest, names["student"], keep_overrides=True)
        return nb, resources
