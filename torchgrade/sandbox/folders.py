"""Removes folders, whatever a player has put into them."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

__all__ = ["clear"]


def clear(folder: Path) -> None:
    """Remove a folder, whatever the player did to it."""
    folders = [str(folder)]
    while folders:  # not os.walk, whose recursion fails on deeply nested folders
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    os.chmod(entry.path, 0o700)  # a folder without permissions could not be removed
                    folders.append(entry.path)
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        subprocess.run(["rm", "-rf", str(folder)], check=False)
