"""The cards and the board in a real JupyterLab, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.looking import in_a_browser
from tests.support.two_questions import save
from tools.browser import browser, faults, jupyterlab, open_and_run


@in_a_browser
def test_an_error_shows_the_students_line_in_jupyterlab(tmp_path: Path) -> None:
    save(tmp_path / "two.ipynb", 'def double(x):\n    return {}["<b>" + str(x)]')
    with jupyterlab(tmp_path) as address, browser() as page:
        open_and_run(page, address, "two.ipynb")
        card = page.locator(".tg-card", has_text="Question 2. Twice")
        card.wait_for()
        text = card.inner_text()
        assert "0 of 2 public tests passed (2 points)" in text
        assert "to mend" in text
        assert 'return {}["<b>" + str(x)]' in text
        assert "otter" not in text
        other = page.locator(".tg-card", has_text="Question 10. The sum")
        other.wait_for()
        assert "not answered yet" in other.inner_text()


@in_a_browser
@pytest.mark.parametrize("dark", [False, True])
def test_axe_core_finds_nothing_in_cards_and_the_board(tmp_path: Path, dark: bool) -> None:
    save(tmp_path / "two.ipynb", "def double(x):\n    return {}[str(x)]", board=True)
    with jupyterlab(tmp_path, dark=dark) as address, browser() as page:
        open_and_run(page, address, "two.ipynb")
        page.locator(".tg").nth(2).wait_for()
        light = page.locator("body[data-jp-theme-light]").get_attribute("data-jp-theme-light")
        assert light == ("false" if dark else "true")
        assert faults(page, ".tg") == []
