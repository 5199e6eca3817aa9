"""Cards, the board and the export in a real JupyterLab, in a real browser."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support import tiny
from tests.support.command import torchgrade_here
from tests.support.looking import in_a_browser
from tests.support.two_questions import DOUBLE, TOTAL, save
from tools.browser import (
    browser,
    choose,
    faults,
    open_and_run,
    open_notebook,
    run_menu,
)

ROOT = Path(__file__).parents[2]
RELEASE = "optimizers"
WRONG = "def double(x):\n    return x * x"
RIGHT = "def double(x):\n    return [2 * v for v in x] if isinstance(x, list) else 2 * x"
DRAWN = """\
def double(x):
    from torchgrade import checks

    if isinstance(x, list):
        checks.close([1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0, 4.0])
    return {}[str(x)]"""
SUM = "total = 3"
WORDS = "Twice is the sum with itself."


class Desk:
    """A folder in JupyterLab, and the page that looks at it."""

    def __init__(self, folder: Path, address: str, page: Any) -> None:
        self.folder, self.address, self.page = folder, address, page

    def card(self, title: str) -> Any:
        return self.page.locator(".tg-card:not(.tg-export)", has_text=title)

    @property
    def export(self) -> Any:
        return self.page.locator(".tg-export")

    def select(self, code: str) -> None:
        """Set the cursor into the cell that begins with this code."""
        self.page.locator(".jp-CodeCell .cm-content", has_text=code).first.click()

    def rewrite(self, code: str, new: str) -> None:
        """Write other code into a cell, with the keyboard."""
        self.select(code)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(new)

    def run(self, code: str) -> None:
        self.select(code)
        self.page.keyboard.press("Shift+Enter")

    def zips(self) -> list[Path]:
        return sorted(self.folder.glob("*.zip"))


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """One page for all: JupyterLab's scripts are read once."""
    with browser(viewport={"width": 1280, "height": 900}) as page:
        yield page


@pytest.fixture
def desk(served: tuple[Path, str], page: Any) -> Iterator[Desk]:
    yield Desk(*served, page)
    page.goto("about:blank")


def cells_in(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".ipynb"))
        return list(json.loads(archive.read(name))["cells"])


@in_a_browser
def test_an_error_shows_the_students_line(desk: Desk) -> None:
    save(desk.folder / "two.ipynb", 'def double(x):\n    return {}["<b>" + str(x)]')
    open_and_run(desk.page, desk.address, "two.ipynb")
    card = desk.card("Question 2. Twice")
    card.wait_for()
    text = card.inner_text()
    assert "0 of 2 public tests passed (2 points)" in text
    assert "to mend" in text
    assert 'return {}["<b>" + str(x)]' in text
    assert "otter" not in text
    other = desk.card("Question 10. The sum")
    other.wait_for()
    assert "not answered yet" in other.inner_text()


@in_a_browser
def test_a_wrong_answer_becomes_right_and_the_zip_earns_its_points(
    desk: Desk, warm: None, tmp_path: Path
) -> None:
    save(desk.folder / "two.ipynb", WRONG, SUM, WORDS)
    open_and_run(desk.page, desk.address, "two.ipynb")
    desk.card("Question 2. Twice").get_by_text("to mend").wait_for()
    desk.export.get_by_text("Exported:").wait_for()  # a cell that is changed before is not exported
    desk.rewrite("def double", RIGHT)
    desk.run("def double")
    desk.run('grader.check("q2_double")')
    desk.card("Question 2. Twice").get_by_text("right so far").wait_for()
    run_menu(desk.page, "Restart Kernel and Run All Cells…")
    desk.page.get_by_role("button", name="Confirm Kernel Restart").click()
    desk.export.get_by_text("Earlier zips of this notebook").wait_for()
    (path,) = desk.zips()
    exported = cells_in(path)
    assert exported[2]["source"] == RIGHT.splitlines(keepends=True)
    numbers = [cell["execution_count"] for cell in exported if cell["cell_type"] == "code"]
    assert numbers == [1, 2, 3, 4, 5, 6, None], "the outputs of this run, and of no earlier one"
    assert "right so far" in json.dumps(exported[3]["outputs"])
    with desk.page.expect_download() as download:
        desk.export.get_by_role("link").click()
    assert Path(download.value.path()).read_bytes() == path.read_bytes()

    hidden = DOUBLE + "\n@test_case(points=3, hidden=True)\ndef test_none(double):\n"
    tests = {"q2_double": hidden + "    assert double(0) == 0", "q10_total": TOTAL}
    tiny.make(tmp_path, [], tests, lab="two")
    packed = shutil.make_archive(str(tmp_path / "two"), "zip", tmp_path / "autograder")
    out = tmp_path / "out"
    graded = torchgrade_here("grade", "--autograder", packed, path, "--out", out, cwd=tmp_path)
    assert graded.returncode == 0, graded.stderr
    (grade,) = json.loads((out / "grades.json").read_text())["grades"]
    assert grade["score"] == 5


@in_a_browser
def test_an_open_notebook_that_changes_is_seen_as_it_is(desk: Desk) -> None:
    """Its saves are waited for, and card and export name cells that were changed or renamed."""
    save(desk.folder / "two.ipynb", RIGHT, SUM, WORDS)
    open_and_run(desk.page, desk.address, "two.ipynb")
    desk.export.get_by_text("Exported:").wait_for()
    an_export_waits_for_a_save_that_is_under_way(desk)
    a_cell_that_was_changed_and_not_run_is_named(desk)
    a_function_that_got_another_name_is_named(desk)


def an_export_waits_for_a_save_that_is_under_way(desk: Desk) -> None:
    """Else JupyterLab says that the file has changed on disk, and offers to revert it."""
    answers: list[Callable[[], None]] = []

    def hold_the_first(route: Any) -> None:
        if route.request.method != "PUT" or answers:
            route.continue_()
        else:
            answers.append(partial(route.fulfill, response=route.fetch()))

    desk.page.route("**/api/contents/two.ipynb*", hold_the_first)
    desk.run('grader.check("q2_double")')
    desk.card("Question 2. Twice").get_by_text("right so far").wait_for()
    desk.run("grader.export")
    desk.page.get_by_text("Saving the notebook").wait_for()
    desk.page.wait_for_timeout(1000)
    answers[0]()
    desk.export.get_by_text("Exported:").wait_for()
    assert desk.page.locator(".jp-Dialog").count() == 0


def a_cell_that_was_changed_and_not_run_is_named(desk: Desk) -> None:
    exported = desk.zips()
    desk.rewrite("def double", WRONG)
    desk.run('grader.check("q2_double")')
    desk.card("Question 2. Twice").get_by_text("changed since. Run it again").wait_for()
    assert desk.card("Question 2. Twice").get_by_text("right so far").is_visible()
    desk.run("grader.export")
    desk.export.get_by_text("Nothing was exported yet").wait_for()
    said = desk.export.inner_text()
    assert "Changed since it was run" in said, "it was not saved by hand, and is seen"
    assert "In[2] (Question 2. Twice)" in said
    assert desk.zips() == exported


def a_function_that_got_another_name_is_named(desk: Desk) -> None:
    desk.rewrite("def double", RIGHT.replace("double", "twice"))
    desk.run("def twice")
    desk.run('grader.check("q2_double")')
    desk.card("Question 2. Twice").get_by_text("does not define it any more").wait_for()


@pytest.mark.slow(reason="a page of JupyterLab more; VS Code and Colab change seldom")
@in_a_browser
def test_where_a_page_takes_no_styles_and_no_svg_a_card_is_still_read(desk: Desk) -> None:
    """JupyterLab shows so what somebody else's kernel has put into a notebook."""
    checks = "from torchgrade import checks\n    checks.equal(['a', 'c', 'b'], ['a', 'b', 'c'])"
    save(desk.folder / "two.ipynb", f"def double(x):\n    {checks}", SUM, WORDS)
    open_and_run(desk.page, desk.address, "two.ipynb")
    desk.export.get_by_text("Exported:").wait_for()
    (path,) = desk.zips()
    with zipfile.ZipFile(path) as archive:
        book = json.loads(archive.read("two.ipynb"))
    book["cells"].append({**book["cells"][3], "id": "another"})  # a notebook that nobody trusts
    (desk.folder / "other.ipynb").write_text(json.dumps(book), "utf-8")
    desk.page.goto("about:blank")
    open_notebook(desk.page, desk.address, "other.ipynb")
    card = desk.page.locator(".tg-card", has_text="Question 2. Twice").first
    card.wait_for()
    assert desk.page.locator(".tg-card style, .tg-card svg").count() == 0
    rows = [row.split() for row in card.locator("tr").all_inner_texts()]
    assert rows[:4] == [
        ["yours", "wanted"],
        ["a", "a"],
        ["c", "b", "swapped"],
        ["b", "c", "swapped"],
    ]
    assert "which is not right" in card.inner_text()


@pytest.mark.slow(reason="a page of JupyterLab more; test_export.py has copies without one")
@in_a_browser
def test_a_copy_exports_itself(desk: Desk) -> None:
    save(desk.folder / "two.ipynb", WRONG, "total = ...")
    save(desk.folder / "two-Copy1.ipynb", RIGHT, SUM, WORDS)
    open_and_run(desk.page, desk.address, "two-Copy1.ipynb")
    desk.export.get_by_text("Exported:").wait_for()
    assert "This is two-Copy1.ipynb" in desk.export.inner_text()
    (path,) = desk.zips()
    assert path.name.startswith("two-Copy1_")
    assert "".join(cells_in(path)[2]["source"]) == RIGHT


@in_a_browser
def test_a_release_runs_from_top_to_bottom_and_nothing_of_it_goes_out_unnamed(desk: Desk) -> None:
    shutil.copytree(ROOT / "release" / RELEASE, desk.folder / RELEASE)
    open_and_run(desk.page, desk.address, f"{RELEASE}/{RELEASE}.ipynb")
    desk.export.get_by_text("Nothing was exported yet").wait_for()
    assert "Not answered yet: Question 1" in desk.export.inner_text()
    assert "ended in an error" not in desk.export.inner_text()
    notebook = json.loads((desk.folder / RELEASE / f"{RELEASE}.ipynb").read_text())
    questions = len(notebook["metadata"]["otter"]["tests"])
    rows = desk.page.locator(".tg-board tbody tr")
    assert rows.count() >= questions
    states = rows.locator("td:first-of-type").all_inner_texts()
    assert states.count("not answered yet") > 5
    assert "right so far" not in states


@pytest.mark.slow(reason="a page of JupyterLab more; what keys do is JupyterLab's own")
@in_a_browser
def test_with_the_keyboard_alone(desk: Desk) -> None:
    save(desk.folder / "two.ipynb", RIGHT)
    open_notebook(desk.page, desk.address, "two.ipynb")
    choose(desk.page, "Run All Cells")
    desk.export.get_by_text("Nothing was exported yet").wait_for()
    desk.export.get_by_role("button", name="Export anyway").press("Enter")
    desk.export.get_by_text("It was exported although").wait_for()
    assert len(desk.zips()) == 1
    link = desk.page.locator(".tg-board").get_by_role("link", name="Question 2. Twice")
    link.focus()
    desk.page.keyboard.press("Enter")
    heading = desk.page.get_by_role("heading", name="Question 2. Twice")
    desk.page.wait_for_function(
        "one => { const top = one.getBoundingClientRect().top; return top >= 0 && top < 600; }",
        arg=heading.element_handle(),
    )
    assert desk.page.url.startswith(f"{desk.address}/lab/"), "still in JupyterLab"


@pytest.mark.slow(reason="a page of JupyterLab more; cards seldom change how they look")
@in_a_browser
def test_axe_core_finds_nothing_in_what_a_notebook_shows(desk: Desk) -> None:
    save(desk.folder / "two.ipynb", DRAWN, SUM, WORDS)
    open_and_run(desk.page, desk.address, "two.ipynb")
    desk.export.get_by_text("Exported:").wait_for()
    assert desk.page.locator(".tg").count() == 4
    assert desk.page.get_by_role("img", name="Yours against what is expected").is_visible()
    for theme, light in (("Dark", "false"), ("Light", "true")):
        choose(desk.page, f"Use Theme: JupyterLab {theme}")
        desk.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
        assert faults(desk.page, ".tg") == [], theme
        for place in (".tg-head", ".tg-state", ".tg-said", ".tg-soft"):  # axe sees no colours here
            colours = desk.page.locator(place).first.evaluate(COLOURS)
            assert contrast(colours) >= 4.5, (theme, place)


COLOURS = """one => {
  const found = [getComputedStyle(one).color];
  for (let place = one; place; place = place.parentElement) {
    const ground = getComputedStyle(place).backgroundColor;
    if (ground !== "rgba(0, 0, 0, 0)") return [...found, ground];
  }
}"""
"""The colour of a text, and of what lies below it."""


def contrast(colours: list[str]) -> float:
    """Return the contrast of two colours as WCAG has it, from 1 to 21."""
    lights = []
    for colour in colours:
        values = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        parts = [v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in values]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)
