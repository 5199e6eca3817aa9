"""The cards in a real JupyterLab, in a real browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.two_questions import save

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="skipped: no Chromium"),
]
PATIENCE = 120_000  # milliseconds: a server and a kernel have to start on a machine that is busy


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Yield the address of a JupyterLab, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("lab")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--ServerApp.port={port}", "--IdentityProvider.token=t", "--no-browser"]
    options += ["--allow-root", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None"]
    command = [sys.executable, "-m", "jupyterlab", *options]
    lab = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api?token=t", lab)
        yield address, folder
    finally:
        lab.terminate()
        lab.wait(30)


def _wait_for(address: str, lab: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE // 200):
        assert lab.poll() is None, "JupyterLab has ended"
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("JupyterLab did not start")


@pytest.fixture
def page(server: tuple[str, Path]) -> Iterator[Any]:
    """Yield a page of a browser with the notebook open in JupyterLab, and its cells run."""
    from playwright.sync_api import sync_playwright

    address, folder = server
    save(folder / "two.ipynb", 'def double(x):\n    return {}["<b>" + str(x)]')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/lab/tree/two.ipynb?token=t&reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        yield page
        browser.close()


def test_an_error_shows_the_students_line_in_jupyterlab(page: Any) -> None:
    card = page.locator(".tg-card", has_text="Question 2. Twice")
    card.wait_for()
    text = card.inner_text()
    assert "0 of 2 public tests passed (2 points)" in text
    assert "to mend" in text
    assert 'return {}["<b>" + str(x)]' in text
    assert "otter" not in text
    other = page.locator(".tg-card", has_text="Question 10. The sum")
    assert "not answered yet" in other.inner_text()
