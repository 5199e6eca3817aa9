"""Explains what a zip or folder is that was taken for an autograder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from torchgrade.course import MANIFEST, OTTER_CONFIG

__all__ = ["why_no_bundle"]


def why_no_bundle(folder: Path) -> str:
    """Say what an opened folder is that is not an autograder; empty if unknown.

    Args:
        folder: a folder without ``torchgrade.json``, and without otter's tests and configuration.
    """
    if (folder / "tests").is_dir() and not (folder / OTTER_CONFIG).is_file():
        return (
            f"has tests and no {OTTER_CONFIG}: an otter before 2.0 made it. Make it again with "
            "`otter assign` of otter 7, or `torchgrade build`"
        )
    if held := next(_autograders(folder), None):
        return (
            f"is not an autograder, but contains one: {held.relative_to(folder).as_posix()}. Name "
            "that (a zip must have tests/ at its top)"
        )
    if notebook := next(iter(sorted(folder.rglob("*.ipynb"))), None):
        return (
            f"has a notebook, {notebook.relative_to(folder).as_posix()}, and no tests/: it looks "
            "like a submission or a release. Name what `otter assign` put into autograder/"
        )
    return ""


def _autograders(folder: Path) -> Iterator[Path]:
    """Yield the autograders below a folder: zips, the newest first, then folders."""
    below = [folder, *sorted(path for path in folder.glob("*") if path.is_dir())]
    for place in below:
        yield from sorted(place.glob("*autograder*.zip"), reverse=True)
    for place in below[1:]:
        if (place / "tests").is_dir() and (
            (place / OTTER_CONFIG).is_file() or (place / MANIFEST).is_file()
        ):
            yield place
