"""Stages the site's sources: the pages of docs/, those of the root, and generated ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tools.site import SiteError
from tools.site.made import made_pages
from tools.site.markdown import relinked, spaced_lists, title, what_it_says
from tools.site.schemas import catalog

__all__ = [
    "CONFIG",
    "OF_THE_ROOT",
    "ROOT",
    "compare_with_nav",
    "nav_pages",
    "publish_markdown",
    "stage",
]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONFIG = DOCS / "site.toml"

OF_THE_ROOT = {
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "README.md": "index.md",
    "SECURITY.md": "security.md",
}
"""Pages in the repository's root: the file -> its page."""

CATALOG = "catalog.json"
_FILES = {".css", ".js", ".json", ".png", ".py", ".svg", ".toml", ".yaml"}
"""Suffixes of files in docs/ that are copied besides pages."""


def nav_pages(config: Any = None) -> list[str]:
    """Return all pages in the navigation, in order."""

    def pages(entries: Any) -> Iterator[str]:
        if isinstance(entries, str):
            yield entries
        elif isinstance(entries, dict):
            yield from pages(list(entries.values()))
        else:
            for one in entries:
                yield from pages(one)

    config = config or msgspec.toml.decode(CONFIG.read_bytes())
    return list(pages(config["project"]["nav"]))


def written_pages() -> dict[str, Path]:
    """Return the pages that people wrote: page of the site -> file of the repository."""
    own = {path.relative_to(DOCS).as_posix(): path for path in sorted(DOCS.rglob("*.md"))}
    root = {page: ROOT / name for name, page in OF_THE_ROOT.items()}
    return {**root, **own}  # docs/index.md, if there is one, is the first page


def stage(site: Path) -> list[str]:
    """Write all pages into a folder, and return links to what is not a page, which were dropped.

    Raises:
        SiteError: a page has a broken link, or is not in the navigation.
    """
    shutil.rmtree(site, ignore_errors=True)
    staged = site / "docs"
    written, made = written_pages(), made_pages()
    pages = {**{page: path.read_text("utf-8") for page, path in written.items()}, **made}
    compare_with_nav(set(pages))
    left_out: list[str] = []
    for page, text in pages.items():
        source = written[page].relative_to(ROOT).as_posix() if page in written else f"docs/{page}"
        text = relinked(text, os.path.dirname(source), _Links(page, set(pages), staged, left_out))
        pages[page] = spaced_lists(text)
        path = staged / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[page], encoding="utf-8")
    for path in DOCS.rglob("*"):
        if path.suffix in _FILES:
            _copy(path, staged / path.relative_to(DOCS))
    (staged / "schemas" / CATALOG).write_text(catalog(), encoding="utf-8")
    _copy(CONFIG, site / "zensical.toml")
    _write_for_models(pages, staged)
    return left_out


def publish_markdown(site: Path) -> None:
    """Write each page's Markdown beside it, for programs."""
    for path in (site / "docs").rglob("*.md"):
        _copy(path, site / "html" / path.relative_to(site / "docs"))


def compare_with_nav(pages: set[str]) -> None:
    """Check that each page is in the navigation, and each entry has a page.

    Raises:
        SiteError: one does not.
    """
    in_nav = set(nav_pages())
    nowhere = [f"{page} has no place in nav of docs/site.toml" for page in sorted(pages - in_nav)]
    missing = [f"nav of docs/site.toml names {page}: no such page" for page in in_nav - pages]
    if nowhere or missing:
        raise SiteError("\n".join(nowhere + missing))


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


class _Links:
    """Resolves the links of a page to pages of the site."""

    def __init__(self, page: str, pages: set[str], staged: Path, left_out: list[str]) -> None:
        self._page, self._pages, self._staged, self._left_out = page, pages, staged, left_out

    def __call__(self, path: str, picture: bool) -> str | None:
        """Return the target of a link on this page; None if it is not part of the site.

        Raises:
            SiteError: there is nothing at that path.
        """
        page = OF_THE_ROOT.get(path) or path.removeprefix("docs/")
        if page == f"schemas/{CATALOG}":
            return self._relative(page)
        if page in self._pages:
            return self._relative(page)
        there = ROOT / path
        if not there.exists():
            raise SiteError(f"{self._page} links to {path}: there is no such file or page")
        if there.suffix in _FILES and path.startswith("docs/"):
            return self._relative(path.removeprefix("docs/"))
        if picture:
            name = path.replace("/", "-")
            _copy(there, self._staged / "images" / name)
            return self._relative(f"images/{name}")
        self._left_out.append(f"{self._page}: link to {path}")
        return None

    def _relative(self, page: str) -> str:
        return os.path.relpath(page, os.path.dirname(self._page) or ".")


def _write_for_models(pages: dict[str, str], staged: Path) -> None:
    """Write llms.txt (https://llmstxt.org), a list of pages as Markdown."""
    project = msgspec.toml.decode(CONFIG.read_bytes())["project"]
    lines = [f"# {project['site_name']}", "", f"> {project['site_description']}", ""]

    def section(entries: list[Any], level: int) -> None:
        for entry in entries:
            for name, what in entry.items():
                if isinstance(what, str):
                    says = what_it_says(pages[what])
                    lines.append(f"- [{title(pages[what]) or name}]({what}): {says}")
                else:
                    lines.extend(["", f"{'#' * level} {name}", ""])
                    section(what, level + 1)

    section(project["nav"], 2)
    (staged / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    whole = "\n\n".join(pages[page] for page in nav_pages())
    (staged / "llms-full.txt").write_text(whole, encoding="utf-8")
