"""The folders of one run: the player's own, and the referee's."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from torchgrade.sandbox.folders import clear

__all__ = ["lay_out"]


def lay_out(submission: Path, given: Path, uid: int | None) -> Path:
    """Make a folder with `player` and `referee` in it.

    The former has the submission's files, overlaid with the autograder's; it belongs to the uid, if
    there is one.
    """
    folder = Path(tempfile.mkdtemp(prefix="torchgrade-"))
    try:
        _fill(folder, submission, given, uid)
    except BaseException:  # on a full disk, say, which a half-made folder would keep full
        clear(folder)
        raise
    return folder


def _fill(folder: Path, submission: Path, given: Path, uid: int | None) -> None:
    folder.chmod(0o711)
    for name in ("player", "referee"):
        (folder / name).mkdir(mode=0o700)
    player = folder / "player"
    for source in (submission, given):
        if source.is_dir():
            shutil.copytree(source, player, dirs_exist_ok=True)
    if uid is not None:
        os.chown(player, uid, uid)
        for path in player.rglob("*"):
            os.chown(path, uid, uid, follow_symlinks=False)
