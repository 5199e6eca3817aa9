"""Opens an nbgrader course by its own configuration, and its gradebook."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torchgrade.errors import AuthorError

__all__ = [
    "CONFIG",
    "closed_paths",
    "importable",
    "open_application",
    "open_gradebook",
]

CONFIG = "nbgrader_config.py"


def open_application(root: Path) -> Any:
    """Load the configuration of a course like nbgrader's commands.

    Returns:
        nbgrader's application, with its ``config`` and its ``coursedir``: folders and gradebook.

    Raises:
        AuthorError: the configuration can't be loaded.
    """
    from nbgrader import utils
    from nbgrader.apps.baseapp import NbGrader

    class Application(NbGrader):  # type: ignore[misc]  # nbgrader has no types
        """Reads configuration without changing ``sys.path``."""

        raise_config_file_errors = True

        def init_syspath(self) -> None:
            """Do nothing; see :func:`importable`."""

    root = root.resolve()
    application = Application(log_level=logging.ERROR)
    try:
        with utils.chdir(str(root)), importable(root):
            application.initialize([], root=str(root))
            application.coursedir.root = str(root)
    except Exception as error:
        # A configuration is Python code, and may raise anything.
        raise AuthorError(
            f"the nbgrader configuration of {root} can't be loaded: {type(error).__name__}: {error}"
        ) from error
    return application


def closed_paths(directory: Any) -> tuple[Path, ...]:
    """Return a course's paths that no student's code may open: its folders and a gradebook file.

    Args:
        directory: the ``coursedir`` of an nbgrader application.
    """
    from sqlalchemy.engine import make_url

    steps = ("source", "submitted", "autograded", "feedback")
    names = [getattr(directory, f"{step}_directory") for step in steps]
    database = make_url(directory.db_url)
    if database.drivername.startswith("sqlite") and database.database:
        names.append(database.database)
    return tuple(Path(directory.root, name) for name in (*names, "autograder"))


@contextmanager
def importable(root: Path) -> Iterator[None]:
    """Let the course's configuration and plugins import modules in its folder, within a block."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))


def _find_alembic() -> None:
    """Let nbgrader find the command ``alembic``, which it starts by name.

    It is beside the interpreter, but a virtual environment that is not activated is not on the
    path.
    """
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, (beside, os.environ.get("PATH"))))


def open_gradebook(db_url: str, course_id: str = "") -> Any:
    """Open a gradebook, which is made if it does not exist; close it, or use it with ``with``."""
    from nbgrader.api import Gradebook

    _find_alembic()
    return Gradebook(db_url, course_id)
