"""Reads tables that people wrote in a spreadsheet or an editor, in any encoding."""

from __future__ import annotations

import re
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.regular import read_bounded, why

__all__ = ["read_table", "text_of"]


def read_table(path: Path, most: int, what: str = "") -> bytes:
    """Read the file of a table that a user names.

    Args:
        path: the file, or a link to it.
        most: the most bytes that it may have.
        what: its name for people, such as "the roster", if messages should have it.

    Raises:
        AuthorError: it can't be read, or is a spreadsheet's own file.
    """
    called = f"{what} {path}" if what else str(path)
    try:
        content = read_bounded(path, most, follow=True)
    except OSError as error:
        raise AuthorError(f"{called} can't be read: {why(error)}") from None
    if content.startswith(b"PK"):
        raise AuthorError(f"{called} is a spreadsheet's own file: save it as CSV")
    return content


def text_of(content: bytes) -> str:
    """Return the text of a table: UTF-8, UTF-16 or, as in old spreadsheets, Windows-1252.

    What is only for programs (a byte order mark, Excel's ``sep=;``) is left out.
    """
    text = _decoded(content).replace("\0", "")
    return text.partition("\n")[2] if re.match(r"sep=.\r?\n", text) else text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
