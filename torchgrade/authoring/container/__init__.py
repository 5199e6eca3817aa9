"""The files that turn a folder of tests into an autograder for Gradescope's container."""

from __future__ import annotations

import re
from pathlib import Path

from torchgrade.authoring import archive
from torchgrade.errors import AuthorError

__all__ = ["OTTERS", "container_files"]

OTTERS = ("run_autograder", "run_otter.py", "setup.sh", "environment.yml")
"""Files of otter's zip that ours replace."""


def container_files(requirements: str) -> dict[str, bytes]:
    """Return the scripts and the pinned requirements: path in the zip -> content.

    Args:
        requirements: what the assignment needs in addition, one package per line.

    Raises:
        AuthorError: it asks for a version that the image can't have: pip would fail.
    """
    files = {
        name: content
        for name, content in archive.tree(Path(__file__).parent).items()
        if not name.endswith(".py")
    }
    _check_pins(requirements, files)
    if requirements:
        files["requirements.txt"] = requirements.encode()
    return files


def _check_pins(requirements: str, files: dict[str, bytes]) -> None:
    tested: dict[str, list[str]] = {}
    for name in sorted(files):
        if name.startswith("constraints/"):
            for package, version in _PIN.findall(files[name].decode()):
                tested.setdefault(_plain(package), []).append(version)
    for package, version in _PIN.findall(requirements):
        known = list(dict.fromkeys(tested.get(_plain(package), [])))
        if known and version not in known:
            raise AuthorError(
                f"the requirements ask for {package}=={version}, and the image has it as it was "
                f"tested with torchgrade, {' or '.join(known)}: leave the version out, or take "
                f"that one"
            )


_PIN = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])? *== *([\w.+!-]+) *(?:;.*)?$", re.M)


def _plain(package: str) -> str:
    """Return the name of a package as pip compares names."""
    return re.sub(r"[-_.]+", "-", package).lower()
