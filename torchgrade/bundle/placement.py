"""The file that says which test cases of plain otter's autograder run inside the student's process.

`torchgrade pack --solution` writes it into the zip, since that can't be decided on Gradescope.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json

__all__ = ["PLACEMENT", "CaseId", "placement_file", "read_placement"]

PLACEMENT = "torchgrade_placement.json"

CaseId = tuple[str, int]
"""A question's name, and the index of one of its test cases."""


class _Placement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    inside: tuple[CaseId, ...]


def placement_file(inside: Collection[CaseId]) -> bytes:
    """Return the content of the file for these cases, which run inside."""
    return msgspec.json.format(msgspec.json.encode(_Placement(tuple(sorted(inside)))))


def read_placement(folder: Path, cases: Collection[CaseId]) -> tuple[CaseId, ...] | None:
    """Read which cases run inside; None if that has not been decided.

    Args:
        folder: the folder of the opened autograder.
        cases: all its cases.

    Raises:
        AuthorError: the file is broken, or names a case that does not exist.
    """
    path = folder / PLACEMENT
    if not path.is_file():
        return None
    try:
        inside = read_json(path, _Placement).inside
    except FormError as error:
        raise AuthorError(f"{error}. Pack the autograder again") from None
    if strangers := set(inside) - set(cases):
        name, index = min(strangers)
        raise AuthorError(
            f"{path} speaks of {name}, case {index + 1}, which is not there: pack the autograder "
            "again"
        )
    return inside
