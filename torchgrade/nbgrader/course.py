"""An nbgrader course, as its own ``nbgrader_config.py`` describes it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from torchgrade.errors import AuthorError

__all__ = ["CONFIG", "find_alembic", "open_gradebook", "read_config", "read_directory"]

CONFIG = "nbgrader_config.py"


def read_config(root: Path) -> Any:
    """Read the configuration of a course, as nbgrader's commands do.

    Raises:
        AuthorError: the file raised an error.
    """
    from traitlets.config.loader import Config, PyFileConfigLoader

    if not (root / CONFIG).is_file():
        return Config()
    try:
        return PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except Exception as error:
        raise AuthorError(f"{root / CONFIG}: {type(error).__name__}: {error}") from error


def read_directory(root: Path) -> Any:
    """Return nbgrader's own ``CourseDirectory`` of a course: its folders and its gradebook."""
    from nbgrader.coursedir import CourseDirectory

    return CourseDirectory(root=str(root), config=read_config(root))


def find_alembic() -> None:
    """Let nbgrader find the command ``alembic``, which it starts by its bare name.

    It lies beside the interpreter; a virtual environment that is not activated is not on the path.
    """
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, (beside, os.environ.get("PATH"))))


def open_gradebook(db_url: str, course_id: str = "") -> Any:
    """Open a gradebook, which is made where there is none; close it, or use it with ``with``."""
    from nbgrader.api import Gradebook

    find_alembic()
    return Gradebook(db_url, course_id)
