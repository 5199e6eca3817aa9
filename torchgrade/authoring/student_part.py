"""The part of torchgrade that students' notebooks import."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

__all__ = ["part_for_students"]

_NAMED = ("checks", "datasets", "devices", "statements", "student", "testcell", "weights")
"""What notebooks, their tests and their support files import."""


def part_for_students(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that modules for notebooks need, without those for graders.

    Args:
        files: the package's files, by their paths in it.

    Returns:
        The modules that notebooks import, everything that these import, and the files beside them.
    """
    modules = {_module(path): path for path in files if path.endswith(".py")}
    waiting = [name for name in modules if name.split(".")[1:2] and name.split(".")[1] in _NAMED]
    kept: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += (one for one in _imported(name, files[modules[name]]) if one in modules)
    folders = {str(PurePosixPath(modules[name]).parent) for name in kept}
    return {
        path: content
        for path, content in files.items()
        if (_module(path) in kept if path.endswith(".py") else _folder(path) in folders)
    }


def _module(path: str) -> str:
    parts = PurePosixPath("torchgrade", path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _folder(path: str) -> str:
    """Return the folder of the modules that a file belongs to: templates are one level below."""
    folder = PurePosixPath(path).parent
    return str(folder.parent if folder.name == "templates" else folder)


def _imported(name: str, code: bytes) -> Iterator[str]:
    """Yield the names that a module may import, and the packages that contain it."""
    parts = name.split(".")
    yield from (".".join(parts[:i]) for i in range(1, len(parts)))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
