"""Nbgrader's marked regions in a cell: solutions, hidden tests, mark schemes."""

from __future__ import annotations

import re
from typing import Literal

from torchgrade.errors import AuthorError

__all__ = ["CODE_STUB", "TEXT_STUB", "Kind", "Part", "otter_solution", "parts", "stubbed"]

Kind = Literal["SOLUTION", "HIDDEN TESTS", "MARK SCHEME"]

CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"
"""nbgrader's default replacement for a solution."""

Part = tuple[bool, list[str]]
"""Whether lines are in a region, and the lines, without its markers."""

_MAGIC = re.compile(r"\s*%%\w+")


def parts(text: str, kind: Kind) -> list[Part]:
    """Split a cell's text at the markers of regions, which may be anywhere in a line.

    Raises:
        AuthorError: a region has no end, or begins within another.
    """
    found: list[Part] = [(False, [])]
    for line in text.split("\n"):
        inside = found[-1][0]
        if f"BEGIN {kind}" in line:
            if inside:
                raise AuthorError(f"BEGIN {kind} is inside another region")
            found.append((True, [line]))  # the marker line, for its indentation
        elif f"END {kind}" in line:
            if inside:
                found.append((False, []))
        else:
            found[-1][1].append(line)
    if found[-1][0]:
        raise AuthorError(f"BEGIN {kind} has no END {kind} after it")
    return found


def stubbed(text: str) -> str:
    """Return what nbgrader leaves of a written answer for students."""
    cut = parts(text, "SOLUTION")
    if len(cut) == 1:
        return TEXT_STUB
    return "\n".join(line for inside, ls in cut for line in ([TEXT_STUB] if inside else ls))


def otter_solution(text: str) -> str:
    """Return the code of a solution cell with otter's markers, which leave nbgrader's own stub.

    A cell without a region is entirely a solution.
    """
    cut = parts(text, "SOLUTION")
    if len(cut) > 1:
        return "\n".join(
            line for inside, ls in cut for line in (_marked(ls[1:], ls[0]) if inside else ls)
        )
    lines = text.split("\n")
    magic = 1 if _MAGIC.match(text) else 0  # a magic such as %%time has to stay the first line
    return "\n".join([*lines[:magic], *_marked(lines[magic:], "")])


def _marked(lines: list[str], marker: str) -> list[str]:
    indent = marker[: len(marker) - len(marker.lstrip())]
    stub = ['""" # BEGIN PROMPT', *CODE_STUB.split("\n"), '""" # END PROMPT']
    return [
        f"{indent}# BEGIN SOLUTION NO PROMPT",
        *lines,
        f"{indent}# END SOLUTION",
        *(indent + line for line in stub),
    ]
