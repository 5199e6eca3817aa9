"""Two notebooks of one lab that are open at once, in one folder: each is told of itself alone."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.looking import in_a_browser
from tests.support.two_questions import save
from tools.browser import browser, open_notebook, run_menu

RIGHT = "def double(x):\n    return [2 * v for v in x] if isinstance(x, list) else 2 * x"
WRONG = "def double(x):\n    return x * x"
FIRST, SECOND = "two.ipynb", "two-Copy1.ipynb"
SUMS = {FIRST: "total = 3", SECOND: "total = 4"}


def look_at(page: Any, notebook: str) -> Any:
    """Choose a notebook's tab; return what it shows once it does."""
    page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=notebook).click()
    shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)", has_text=SUMS[notebook])
    shown.locator(".jp-Cell").first.wait_for()
    return shown


def code_in(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".ipynb"))
        return "".join(json.loads(archive.read(name))["cells"][2]["source"])


@pytest.mark.slow(reason="a page of JupyterLab more; one notebook is tested with every commit")
@in_a_browser
def test_cards_board_and_export_speak_of_their_own_notebook(served: tuple[Path, str]) -> None:
    folder, address = served
    save(folder / FIRST, WRONG, SUMS[FIRST], "Words.")
    save(folder / SECOND, RIGHT, SUMS[SECOND], "Words.")
    with browser(viewport={"width": 1280, "height": 900}) as page:
        open_notebook(page, address, FIRST)
        page.locator(".jp-DirListing-item", has_text=SECOND).dblclick()
        page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=SECOND).wait_for()
        for notebook in (SECOND, FIRST):  # one runs while the other does
            look_at(page, notebook)
            page.get_by_text("| Idle").wait_for()
            run_menu(page, "Run All Cells")
        states = {FIRST: ["to mend", "right so far"], SECOND: ["right so far", "to mend"]}
        for notebook, expected in states.items():
            shown = look_at(page, notebook)
            shown.locator(".tg-export", has_text="Exported:").wait_for()
            found = shown.locator(".tg-board tbody tr td:first-of-type").all_inner_texts()
            assert found[:2] == expected

        shown = look_at(page, FIRST)
        shown.locator(".jp-CodeCell .cm-content", has_text="def double").first.click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("  # edited")
        shown = look_at(page, SECOND)
        shown.locator(".jp-CodeCell .cm-content", has_text="grader.export").click()
        page.keyboard.press("Shift+Enter")
        shown.locator(".tg-export", has_text="Earlier zips").wait_for()
        shown.locator(".tg-export", has_text=f"This is {SECOND}").wait_for()
    codes = {path.name.split("_")[0]: code_in(path) for path in folder.glob("*.zip")}
    assert codes == {"two": WRONG, "two-Copy1": RIGHT}
