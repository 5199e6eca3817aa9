"""Finds out whether an answer was written, by the dots that the release has in its place.

This uses patterns instead of a parser, since a student's code need not be valid Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["names_with_dots"]

_LINE = 200  # characters of a line to look at
_TEXTS = re.compile(r'("""|\'\'\').*?(?:\1|\Z)', re.DOTALL)
_NAME = re.compile(r"(?:async +def|def|class) +(\w+)|(\w[\w, ]*?)(?: *:[^=\n]{1,100})? *=")
_VALUE = re.compile(r"[\w, ]+(?:: *[^=\n]{1,100})?=[ .,]*\.\.\. *(?:#.*)?")
_DOTS = re.compile(r"\s*\.\.\.\s*(?:#.*)?")
_HEAD = re.compile(r"\s*(?:(?:async +)?def|class|@)\b.*")


def names_with_dots(sources: Iterable[str]) -> tuple[list[str], bool]:
    """Return the names in whose definitions dots are left, and whether there is nothing else.

    Args:
        sources: the code of the cells in which a question is answered.
    """
    left: list[str] = []
    whole = True
    for source in sources:
        for head, *body in _statements(source):
            found = _NAME.match(head)
            if found is None:
                continue
            if body:
                dots = any(map(_DOTS.fullmatch, body))
                rest = not all(_DOTS.fullmatch(line) or _HEAD.fullmatch(line) for line in body)
            else:
                dots, rest = _VALUE.fullmatch(head) is not None, False
            if dots:
                left.append((found[1] or found[2]).strip())
            whole = whole and dots and not rest
    return left, bool(left) and whole


def _statements(code: str) -> list[list[str]]:
    """Cut code into the lines of its statements at the top level; no comments, no docstrings."""
    found: list[list[str]] = []
    for line in _TEXTS.sub("", code).splitlines():
        line = line[:_LINE].rstrip()
        if not line or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t)]}" and found:
            found[-1].append(line)
        else:
            found.append([line])
    return found
