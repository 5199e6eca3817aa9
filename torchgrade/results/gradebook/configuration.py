"""An nbgrader course's own configuration, read as nbgrader reads it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader import utils
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde

from torchgrade.errors import AuthorError

__all__ = ["importable", "load_converter"]


class _Application(NbGrader):  # type: ignore[misc]  # nbgrader has no types
    """Reads configuration, and leaves ``sys.path`` alone."""

    raise_config_file_errors = True

    def init_syspath(self) -> None:
        """Do nothing; see :func:`importable`."""


def load_converter(root: Path, url: str) -> Autograde:
    """Configure what `nbgrader autograde` would run in a course.

    Args:
        root: the folder of the course.
        url: of the gradebook, in place of what the configuration says.

    Raises:
        AuthorError: the configuration can't be loaded.
    """
    application = _Application(log_level=logging.ERROR)
    try:
        with utils.chdir(str(root)), importable(root):
            application.initialize([], root=str(root))
            directory = application.coursedir
            directory.root, directory.db_url = str(root), url
            return Autograde(coursedir=directory, parent=application)
    except Exception as error:
        # What stands in a configuration is Python, and may raise anything.
        raise AuthorError(
            f"the nbgrader configuration of {root} can't be loaded: {type(error).__name__}: {error}"
        ) from error


@contextmanager
def importable(root: Path) -> Iterator[None]:
    """Let the course's configuration and plugins import what lies in its folder, for a while."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
