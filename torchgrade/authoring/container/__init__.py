"""What makes a folder of tests an autograder for Gradescope's container."""

from __future__ import annotations

from pathlib import Path

from torchgrade.authoring import archive

__all__ = ["OTTERS", "container_files"]

OTTERS = ("run_autograder", "run_otter.py", "setup.sh", "environment.yml")
"""Files of otter's zip that ours take the place of."""


def container_files(requirements: str) -> dict[str, bytes]:
    """Return the scripts and the pinned requirements: path in the zip -> content.

    Args:
        requirements: what the assignment needs besides, one package a line.
    """
    files = {
        name: content
        for name, content in archive.tree(Path(__file__).parent).items()
        if not name.endswith(".py")
    }
    if requirements:
        files["requirements.txt"] = requirements.encode()
    return files
