"""The versions that decide about a machine's grades: if equal on two, their grades may be mixed."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import torchgrade
from torchgrade.plugins import registered_code

__all__ = ["differences", "versions"]

_PACKAGES = ("torch", "torchvision", "otter-grader", "numpy", "msgspec")


@cache
def versions() -> dict[str, str]:
    """Return everything that decides about a grade here besides the autograder, by version."""
    found = {"torchgrade": torchgrade.__version__, "python": platform.python_version()}
    found |= {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {**found, "torchgrade's code": _code()}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Return the differences because of which grades of two machines must not be mixed.

    torch's build, such as ``+cpu``, and Python's patch version may differ.
    """
    return [
        f"{name} {there.get(name, 'none')} (here {version})"
        for name, version in here.items()
        if _of_grades(name, version) != _of_grades(name, there.get(name, ""))
    ]


def _of_grades(name: str, version: str) -> str:
    public = version.partition("+")[0]
    return public.rpartition(".")[0] if name == "python" else public


def _code() -> str:
    """Hash our own code and that of plug-ins, as a checkout may be ahead of its version."""
    digest = hashlib.sha256()
    for name, content in _files():
        digest.update(f"{len(name)} {name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:12]


def _files() -> Iterator[tuple[str, bytes]]:
    root = Path(torchgrade.__file__).parent
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), path.read_bytes()
    for path in sorted(registered_code(["torchgrade.checks", "torchgrade.datasets"])):
        if not path.is_relative_to(root):
            yield path.name, path.read_bytes()
