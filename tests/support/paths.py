"""Where the processes that a test starts find modules."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["python_path"]

_ROOT = Path(__file__).parents[2]


def python_path(*folders: str | Path) -> str:
    """Return a PYTHONPATH: these folders, this repository, and what this process's own has.

    The last makes imports of nbformat quick: see tests/conftest.py.
    """
    own = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, [*map(str, folders), str(_ROOT), own]))
