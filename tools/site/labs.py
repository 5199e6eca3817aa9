"""Makes a page for each lab: its questions in numbers, and its release as students see it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.site.formulas import with_formulas
from tools.site.markdown import outside_of_code
from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.course import Course, Lab
from torchgrade.verify.variant import read_variants
from torchgrade.verify.written import written_tests

__all__ = ["labs_pages"]

ROOT = Path(__file__).parents[2]

_HEAD = """\
# The labs

Each is worth 100 points, runs on a laptop, and stands alone; [the course](../course.md) says what
you need before each, and how long it takes. Each page shows its notebook as students get it.

| lab | questions | for a person | tests that students see | hidden tests | known mistakes |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class _Asked:
    """A question in numbers."""

    name: str
    title: str
    points: float
    manual: bool
    public: int
    hidden: int
    mistakes: int


def labs_pages() -> dict[str, str]:
    """Return the page of all labs, and a page for each: page of the site -> its text."""
    course = Course(ROOT)
    pages, rows = {}, []
    for name in _in_order(course):
        lab = course.lab(name)
        asked = list(_questions(lab))
        pages[f"labs/{name}.md"] = _page(lab, asked)
        tests = [one for one in asked if not one.manual]
        rows.append(
            f"| [{lab.title}]({name}.md) `{name}` | {len(asked)} | {len(asked) - len(tests)} "
            f"| {sum(one.public for one in tests)} | {sum(one.hidden for one in tests)} "
            f"| {sum(one.mistakes for one in asked)} |\n"
        )
    return {"labs/index.md": _HEAD + "".join(rows), **pages}


def _in_order(course: Course) -> list[str]:
    """Return the labs in the order of the course's page."""
    page = (ROOT / "docs" / "course.md").read_text("utf-8")
    told: list[str] = re.findall(r"^\| \d+ \| `(\w+)`", page, re.MULTILINE)
    return [*told, *(name for name in course.lab_names if name not in told)]


def _questions(lab: Lab) -> Iterator[_Asked]:
    outline = read_source(lab)
    cases = Counter((test.question, test.hidden) for test in written_tests(outline))
    mistakes = Counter(variant.question for variant in read_variants(lab.mistakes))
    for question in outline.questions:
        heading = re.search(r"^#+ (.+)$", outline.source(question.cell + 1), re.MULTILINE)
        title = heading[1] if heading else question.name
        yield _Asked(
            question.name,
            re.sub(r"^Question \w+[.:]? *", "", title),
            float(question.config.get("points", 0)),
            question.manual,
            cases[question.name, False],
            cases[question.name, True],
            mistakes[question.name],
        )


def _page(lab: Lab, asked: list[_Asked]) -> str:
    text = f"# {lab.title}\n\n`{lab.name}`: {lab.points:g} points, {len(asked)} questions.\n\n"
    text += "| question | about | points | public tests | hidden tests | known mistakes |\n"
    text += "|---|---|---|---|---|---|\n"
    for one in asked:
        tests = ("a person", "marks it") if one.manual else (one.public, one.hidden)
        title = with_formulas(one.title).replace("|", "\\|")
        row = (f"`{one.name}`", title, f"{one.points:g}", *tests, one.mistakes or "")
        text += f"| {' | '.join(map(str, row))} |\n"
    text += "\n## The notebook\n\nAs students get it; cells named *your answer* are theirs.\n"
    cells = nb.read(lab.release / f"{lab.name}.ipynb").cells
    return _in_steps(text + "".join(f"\n{_cell(cell)}\n" for cell in cells))


def _in_steps(text: str) -> str:
    """Return a page in which no heading is more than one level below the previous one."""
    lines, level = [], 0
    for line, is_text in outside_of_code(text):
        heading = re.match(r"(#+)( .*)", line) if is_text else None
        if heading:
            level = min(len(heading[1]), level + 1)
            line = "#" * level + heading[2]
        lines.append(line)
    return "\n".join(lines) + "\n"


def _cell(cell: Any) -> str:
    """Return a cell of a release as Markdown, with its headings below those of the page."""
    source = nb.source(cell)
    if cell.cell_type == "code":
        fence = "```" if "```" not in source else "````"
        mine = "otter_answer_cell" in cell.metadata.get("tags", ())
        title = ' title="your answer"' if mine else ""
        return f"{fence}python{title}\n{source}\n{fence}"
    if cell.cell_type != "markdown":
        return ""
    lines = [
        f"##{line}" if is_text and re.match(r"#{1,4} ", line) else line
        for line, is_text in outside_of_code(source)
    ]
    return with_formulas("\n".join(lines))
