"""Tables for spreadsheets, guarded against formula injection.

The rule is that of https://owasp.org/www-community/attacks/CSV_Injection: a cell that begins with a
character that starts a formula, including full-width ones, gets an apostrophe before it. So does
text after a character that some program takes for the end of a cell, despite quotes. Text with such
a character is quoted, and numbers stay numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from torchgrade.texts import printable, shortened

__all__ = ["Value", "formula_in_scripts", "guarded_cell", "to_csv"]

Value = str | float | Decimal | None
"""The value of a cell: a text, a number, or nothing."""

_MOST = 30_000
"""Most characters of a cell: spreadsheets allow 32,767."""

_QUOTED = re.compile("[,;|\"'\\s]")
_UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b\u207a-\u207c\u208a-\u208c"
"""With Unicode's variants of other sizes."""

_RULE = f"(^|[;,|\t\n])([\\s\"'{_UNSEEN}\U000e0100-\U000e01ef]*)(?!-$)([{_SIGNS}])"
"""A single dash is not a formula: Moodle writes it if there is no grade."""
_FORMULA = re.compile(_RULE)


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Return a table as comma-separated values (RFC 4180)."""
    return "".join(",".join(map(_cell, row)) + "\r\n" for row in (header, *rows))


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded_cell(value)
    return str(value) if isinstance(value, Decimal) else f"{value:g}"


def guarded_cell(value: str) -> str:
    """Return a text as a cell that no spreadsheet runs or splits."""
    text = _guarded(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _guarded(text: str) -> str:
    """Keep a spreadsheet from running what a student wrote as a formula."""
    text = shortened(printable(text), _MOST)
    # A program may skip what is before the character, or take it for a separate cell.
    return _FORMULA.sub(lambda m: f"{m[1]}'{m[2]}{m[2] and chr(39)}{m[3]}", text)


def formula_in_scripts() -> str:
    """Return what begins a formula as a JavaScript regular expression, with the flags g, u."""
    named = "".join(c if " " <= c <= "~" else f"\\u{{{ord(c):x}}}" for c in _RULE)
    return f"/{named}/gu"
