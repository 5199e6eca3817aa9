"""Writes grades into nbgrader's own gradebook, and into the folder that formgrader reads.

nbgrader is an optional dependency, and takes seconds to import: nothing here imports it before
:func:`open_course` is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.nbgrader.gradebook.course import NbgraderCourse

__all__ = ["open_course"]


def open_course(root: Path, gradebook: str) -> NbgraderCourse:
    """Open an nbgrader course to write grades into its gradebook.

    Args:
        root: the folder of the course, with its ``nbgrader_config.py``, if any.
        gradebook: an SQLAlchemy URL, or the path of an SQLite file.

    Raises:
        AuthorError: nbgrader is not installed, its configuration is wrong, or there is no such
            gradebook.
    """
    try:
        import nbgrader  # noqa: F401 - whether it is there
    except ModuleNotFoundError:
        raise AuthorError(
            "--gradebook needs nbgrader, which is not installed: pip install 'torchgrade[nbgrader]'"
        ) from None
    from torchgrade.nbgrader.gradebook.course import NbgraderCourse

    return NbgraderCourse(root, gradebook)
