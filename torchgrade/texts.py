"""Make text that a student may have influenced safe to show, or to name a file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

__all__ = [
    "cut",
    "folded",
    "lasting",
    "one_line",
    "path_name",
    "printable",
    "said",
    "share",
    "shortened",
    "without_escapes",
]

# Terminal escape sequences: CSI (colours, cursor), OSC (titles, links), and single ones.
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# Control characters, those that reorder the text around them, and invisible ones. The two joiners
# stay: scripts and emoji need them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)

_PART, _NAME = 120, 800
"""Most bytes of a part of a name, and of a name: file systems allow 255 and 4096, some only 143."""

_TOLD_APART = re.compile(r"~[0-9a-f]{8}\Z")
"""The end of a name that was changed to be unique or valid."""

_CUT = "\n... ({} more bytes were cut here)"

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
"""Names that Windows does not allow for files."""


def without_escapes(text: str) -> str:
    """Remove terminal escape sequences (ECMA-48): colours, cursor, titles, links."""
    return _ESCAPES.sub("", text)


def printable(text: str) -> str:
    """Remove what would control a terminal or reorder a page, and what is not UTF-8."""
    text = _CONTROLS.sub("", without_escapes(text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.encode("utf-8", "replace").decode()


def shortened(text: str, most: int) -> str:
    """Cut a text to at most ``most`` characters, the last of which then mark the cut."""
    return text if len(text) <= most else text[: most - 4].rstrip() + " ..."


def one_line(text: str, most: int = 200) -> str:
    """Return a text as one printable line of at most ``most`` characters."""
    return shortened(" ".join(printable(text[: 10 * most]).split()), most)


def cut(text: str, size: int) -> str:
    """Cut a text to at most ``size`` bytes of UTF-8, with a note on how much is missing.

    What UTF-8 can't hold (half a surrogate pair, as in the name of a file) becomes "?".
    """
    content = text.encode("utf-8", "replace")
    if len(content) <= size:
        return content.decode()
    room = max(0, size - len(_CUT.format(len(content))))
    kept = content[:room].decode("utf-8", "ignore")
    return (kept + _CUT.format(len(content) - len(kept.encode())))[:size]


def share(sizes: Iterable[int], total: int) -> int:
    """Return the largest size to cut each text to so that all fit into ``total`` bytes.

    Short texts stay whole, and leave the space that they don't need to long ones.
    """
    left = sorted(sizes)
    for count, size in enumerate(left):
        each = total // (len(left) - count)
        if size > each:
            return each
        total -= size
    return max(left, default=0)


def said(message: str) -> str:
    """Remove otter's heading and terminal colours from a test's message."""
    text = without_escapes(message)
    return re.sub(r"\A(❌ Test case failed|Trying:)\n", "", text).strip()


def lasting(seconds: float) -> str:
    """Return a duration in its two largest units, rounded down: 1 day 3 h, 12 min."""
    minutes = int(seconds // 60)
    days, hours = divmod(minutes // 60, 24)
    units = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes % 60, "min")]
    first = next((at for at, (number, _) in enumerate(units) if number), None)
    if first is None:
        return "less than a minute"
    return " ".join(f"{number} {unit}" for number, unit in units[first : first + 2] if number)


def path_name(raw: str) -> str:
    """Return the name, with slashes, under which a path is shown and results are written.

    It is UTF-8 that any file system accepts and any terminal can show. If that differs from the
    path, part of a hash of the path's bytes makes it unique, and the same in each run. The function
    is idempotent.
    """
    end = _TOLD_APART.search(raw)
    if end and (name := _fitting(raw, len(end[0]))) == raw.strip("/"):
        return name
    name = _fitting(raw)
    return name if name == raw.strip("/") else f"{name}~{_hash(raw)}"


def _fitting(raw: str, spare: int = 0) -> str:
    """Return a name with parts short enough to leave this many bytes for each and for all."""
    parts = [_part(part, _PART + spare) for part in raw.split("/") if part]
    name = "/".join(parts) or "_"
    if len(name.encode()) > _NAME + spare:
        name = f"{_head(name, _NAME // 2).rpartition('/')[0] or '_'}/{parts[-1]}"
    return name


def _part(raw: str, most: int) -> str:
    part = printable(raw[: 10 * most]).translate(_SIGNS)  # it makes new lines of others
    if not part.strip(".") or _RESERVED.fullmatch(part):
        part = f"_{part.strip('.')}"
    if len(part.encode()) > most:
        stem, dot, ending = part.rpartition(".")
        kept = dot + ending if stem and len(ending) <= 12 else ""
        part = _head(part, most - 12 - len(kept.encode())).rstrip(" .") + "..." + kept
    return part


_SIGNS = str.maketrans({"\n": " ", "\t": " ", "\\": "_"})


def _head(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


def _hash(raw: str) -> str:
    try:
        content = raw.encode("utf-8", "surrogateescape")  # the bytes of a file system
    except UnicodeEncodeError:
        content = raw.encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:8]


def folded(name: str) -> str:
    """Return a key that is equal for names that some file systems consider equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
