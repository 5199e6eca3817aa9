"""The documentation's site builds strictly, and what would be wrong in it is found."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.support.looking import faults_of, in_a_browser
from tools.site import SiteError
from tools.site.building import build
from tools.site.links import faults
from tools.site.markdown import relinked, spaced_lists, title, what_it_says
from tools.site.staging import compare_with_nav, nav_pages

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("zensical") is None, reason="zensical not installed: `make setup`"
)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


def test_the_site_is_built_with_every_page_of_the_navigation(html: Path) -> None:
    """Strictly: a page without a place, a broken link or something from elsewhere ends it."""
    for page in nav_pages():
        assert (html / page).with_suffix(".html").is_file()
        assert (html / page).is_file(), "its text lies beside it"


def test_programs_find_all_pages_in_one_file(html: Path) -> None:
    text = (html / "llms.txt").read_text("utf-8")
    assert text.startswith("# torchgrade\n\n> Auto-graded")
    assert [page for page in nav_pages() if f"]({page}): " not in text] == []


def test_the_search_knows_every_page(html: Path) -> None:
    index = (html / "search.json").read_text("utf-8")
    pages = [Path(page).with_suffix(".html").as_posix() for page in nav_pages()]
    assert [page for page in pages if page not in index] == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="gone.html">x</a>', "there is no such page"),
        ('<a href="#gone">x</a>', "the page has no such place"),
        ('<a href="other.html#gone">x</a>', "the page has no such place"),
        ('<script src="https://elsewhere.test/x.js"></script>', "loads https://elsewhere.test"),
        ('<img src="other.html">', "pictures without words"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, body: str, fault: str) -> None:
    (tmp_path / "other.html").write_text('<p id="here">')
    page = tmp_path / "page.html"
    page.write_text('<a href="other.html#here">x</a> <a href="https://elsewhere.test">y</a>')
    assert faults(tmp_path) == []
    page.write_text(body)
    [found] = faults(tmp_path)
    assert fault in found


def test_a_page_without_a_place_is_named() -> None:
    compare_with_nav(set(nav_pages()))
    with pytest.raises(SiteError, match=r"new\.md has no place in nav"):
        compare_with_nav({*nav_pages(), "new.md"})
    with pytest.raises(SiteError, match=r"names labs\.md: no such page"):
        compare_with_nav(set(nav_pages()) - {"labs.md"})


def test_links_change_in_text_alone() -> None:
    text = "See [two\nwords](a.md#b), ![p](c.png), [out](src.py) and [web](https://x.test).\n"
    code = "\n```\n[kept](a.md)\n```\n\n    [kept](a.md)\n"
    there = {"docs/a.md": "../a.md", "docs/c.png": "c.png"}
    changed = relinked(text + code, "docs", lambda path, _: there.get(path))
    wanted = "See [two\nwords](../a.md#b), [![p](c.png)](c.png), out and [web](https://x.test).\n"
    assert changed == wanted + code


def test_a_list_after_a_line_of_text_gets_an_empty_line() -> None:
    text = "A:\n1. one\n   more\n2. two\n\n```\nb\n- c\n```\n"
    assert spaced_lists(text) == text.replace("A:\n", "A:\n\n")


def test_a_page_is_told_by_its_title_and_first_sentence() -> None:
    page = "```\n# no\n```\n# Title\n\n![picture](p.png)\n\nIt is [a\npage](x.md). And more.\n"
    assert title(page) == "Title"
    assert what_it_says(page) == "It is a page."


@pytest.mark.slow(reason="axe-core in a browser; a page's links and faults are always looked at")
@in_a_browser
@pytest.mark.parametrize("page", ["start/instructor.html", "course.html"])
def test_a_page_can_be_read_by_everybody(html: Path, tmp_path: Path, page: str) -> None:
    """On a phone and in the dark too."""
    assert faults_of(html / page, tmp_path) == []
