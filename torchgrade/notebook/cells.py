"""The cells of a notebook: their sources, and what the code in them imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import Any, TypeAlias

__all__ = ["Notebook", "imported_names", "source", "without_magics"]

Notebook: TypeAlias = Any
"""A notebook, or one of its cells, from nbformat: a dict with attributes, without types."""

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)


def source(cell: Notebook) -> str:
    """Return the source of a cell as one string."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def without_magics(code: str) -> str:
    """Blank out IPython's magics in a cell's code, as they are not Python."""
    return _MAGIC.sub("", code)


def imported_names(sources: Iterable[str]) -> dict[str, str]:
    """List the modules that cells import at their top level: the name used -> the module."""
    found: dict[str, str] = {}
    for source in sources:
        try:
            body = ast.parse(without_magics(source)).body
        except SyntaxError:
            continue
        for node in body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name.partition(".")[0]
                    found[name] = alias.name if alias.asname else name
    return found
