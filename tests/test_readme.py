"""The README says what is there."""

from __future__ import annotations

import re
from pathlib import Path

from tools.screenshots import IMAGES, PICTURES
from tools.site.staging import nav_pages
from torchgrade.course import Course

ROOT = Path(__file__).parents[1]


def test_the_table_of_labs_counts_their_mistakes() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|$", (ROOT / "README.md").read_text(), re.M)
    course = Course(ROOT)
    assert {name: int(count) for name, count in rows} == {
        name: len(list(course.lab(name).mistakes.glob("*.py"))) for name in course.lab_names
    }


def test_links_lead_somewhere() -> None:
    top = (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"))
    made = {(ROOT / "docs" / page).resolve() for page in nav_pages()}  # of the code, by `make docs`
    for page in (*top, *(ROOT / "docs").rglob("*.md")):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            there = (page.parent / link).resolve()
            assert there.exists() or there in made, f"{page.name} links to {link}"


def test_pictures_of_what_students_see_are_there_small_and_described() -> None:
    shown = {
        path: words
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    }
    for name in PICTURES:
        assert len(shown[f"docs/images/{name}"]) > 50, "what is to be seen is said for who can't"
        content = (IMAGES / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < 150_000


def test_contributing_names_files_that_are_there() -> None:
    rooms = [path.name for path in (ROOT / "torchgrade").iterdir() if path.is_dir()]
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = re.findall(rf"`((?:tests|tools|benchmarks|{'|'.join(rooms)})/[\w/.]*)`", text)
    assert len(named) > 40
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "torchgrade" / name).exists(), name
