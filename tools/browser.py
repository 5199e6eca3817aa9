"""A real JupyterLab in a real browser, for tests and for pictures: Debian's Chromium or another."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["CHROMIUM", "browser", "jupyterlab", "open_and_run"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
"""The browser that there is; empty if there is none."""

_PATIENCE = 120  # seconds: a server and a kernel have to start on a machine that may be busy


@contextlib.contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve a folder with JupyterLab; yield its address.

    Raises:
        RuntimeError: it has ended, or does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--ServerApp.port={port}", "--IdentityProvider.token=", "--no-browser"]
    options += ["--allow-root", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None"]
    command = [sys.executable, "-m", "jupyterlab", *options]
    lab = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api", lab)
        yield address
    finally:
        lab.terminate()
        lab.wait(30)


def _wait_for(address: str, lab: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while lab.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"JupyterLab does not answer at {address}")


@contextlib.contextmanager
def browser(**options: Any) -> Iterator[Any]:
    """Yield an empty page of a browser; ``options`` are those of Playwright's `new_page`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page(**options)
        page.set_default_timeout(1000 * _PATIENCE)
        try:
            yield page
        finally:
            chromium.close()


def open_and_run(page: Any, address: str, notebook: str) -> None:
    """Open a notebook in JupyterLab and run its cells, as its menu does."""
    page.goto(f"{address}/lab/tree/{notebook}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("| Idle").wait_for()  # cells that are run before that are not run at all
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
