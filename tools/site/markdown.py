"""Converts GitHub's Markdown for the site: links, and lists without an empty line before them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

__all__ = ["outside_of_code", "relinked", "spaced_lists", "title", "what_it_says"]

_FENCE = re.compile(r" *(```+|~~~+)")
_ITEM = re.compile(r"(\d+\.|[-*]) ")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")


def outside_of_code(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is text, neither in a fence nor indented by four."""
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
            yield line, False
        elif fence:
            if mark and mark[1].startswith(fence) and line.strip() == mark[1]:
                fence = ""
            yield line, False
        else:
            yield line, not line.startswith("    ")


def spaced_lists(text: str) -> str:
    """Put an empty line between a paragraph and a following list, as the site needs it."""
    lines: list[str] = []
    in_list = False
    for line, is_text in outside_of_code(text):
        item = is_text and bool(_ITEM.match(line))
        if item and not in_list and lines and lines[-1].strip():
            lines.append("")
        if item:
            in_list = True
        elif not line.strip() or (is_text and line.startswith("#")):
            in_list = False
        lines.append(line)
    return "\n".join(lines) + "\n"


def relinked(text: str, where: str, target: Callable[[str, bool], str | None]) -> str:
    """Make the links of a page lead to pages of the site.

    Args:
        text: the page.
        where: the folder that its links are relative to, below the repository's root. A picture
            becomes a link to itself.
        target: returns, for a path below the root and whether it is a picture, the link's target,
            or None for text without a link.
    """

    def change(match: re.Match[str]) -> str:
        picture, words, link = match.groups()
        if re.match(r"[a-z]+:|#", link):
            return match[0]
        path, _, anchor = link.partition("#")
        found = target(posixpath.normpath(posixpath.join(where, path)), bool(picture))
        if found is None:
            return words
        if picture:  # a tap shows it in full size, also on a phone
            return f"[![{words}]({found})]({found})"
        return f"[{words}]({found}{'#' if anchor else ''}{anchor})"

    # Whole paragraphs, since a link's text may continue on the next line.
    parts: list[tuple[list[str], bool]] = []
    for line, is_text in outside_of_code(text):
        if not parts or parts[-1][1] != is_text:
            parts.append(([], is_text))
        parts[-1][0].append(line)
    done = [
        _LINK.sub(change, "\n".join(lines)) if is_text else "\n".join(lines)
        for lines, is_text in parts
    ]
    return "\n".join(done) + "\n"


def title(text: str) -> str:
    """Return the first heading of a page."""
    for line, is_text in outside_of_code(text):
        if is_text and line.startswith("# "):
            return line[2:].strip()
    return ""


def what_it_says(text: str) -> str:
    """Return the first sentence of a page's first paragraph, in one line and without links."""
    for paragraph in re.split(r"\n\s*\n", text):
        if re.match(r"[\w*\[]|`(?!``)", paragraph) and not paragraph.startswith("    "):
            plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(paragraph.split()))
            return re.split(r"(?<=[.:]) (?=[A-Z`])", plain)[0]
    return ""
