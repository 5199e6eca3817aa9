"""Checks the links of the built site: targets exist, and nothing is loaded from elsewhere.

The builder checks links between Markdown pages. This checks the output, including generated pages,
raw HTML and the theme.
"""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["faults"]

_LOADS = {
    "audio": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "script": "src",
    "source": "src",
}


class _Page(HTMLParser):
    """A page's anchors, links, and what a browser loads by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.nameless = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record what a tag refers to."""
        found = {name: value or "" for name, value in attrs}
        self.names.update(found[key] for key in ("id", "name") if found.get(key))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "img" and not found.get("alt"):
            self.nameless += 1
        if found.get("rel") not in ("canonical", "next", "prev") and _LOADS.get(tag) in found:
            self.loads.append(found[_LOADS[tag]])


def faults(html: Path) -> list[str]:
    """Return the faults of links in the pages of a folder, each with its page."""
    pages = {
        path.relative_to(html).as_posix(): _Page(path.read_text("utf-8"))
        for path in sorted(html.rglob("*.html"))
    }
    found = []
    for name, page in pages.items():
        for link in [*page.links, *page.loads]:
            if problem := _problem(html, pages, name, link):
                found.append(f"{name}: {link}: {problem}")
        found += [f"{name}: loads {link}" for link in page.loads if urlsplit(link).netloc]
        if page.nameless:
            found.append(f"{name}: {page.nameless} pictures without words for who can't see them")
    return found


def _problem(html: Path, pages: dict[str, _Page], name: str, link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or name == "404.html":  # which is shown at any address
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    path = name if not parts.path else path
    if (html / path).is_dir():
        path = posixpath.normpath(f"{path}/index.html")
    if not (html / path).is_file():
        return "there is no such page"
    anchor = unquote(parts.fragment)
    if anchor and path in pages and anchor not in pages[path].names:
        return "the page has no such place"
    return ""
