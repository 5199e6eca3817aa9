"""Tables that people wrote in a spreadsheet or an editor: their text, whatever it is encoded in."""

from __future__ import annotations

import re

__all__ = ["text_of"]


def text_of(content: bytes) -> str:
    """Return the text of a table: UTF-8, UTF-16 or, as old spreadsheets have it, Windows-1252.

    What is there for a program alone (a byte order mark, Excel's ``sep=;``) is left out.
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
