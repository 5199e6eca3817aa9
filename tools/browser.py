"""Opens pages and a real JupyterLab in a real browser, any Chromium, for tests and screenshots.

python tools/browser.py    # installs one where there is none
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

__all__ = [
    "CHROMIUM",
    "WHY_SKIPPED",
    "browser",
    "choose",
    "end_kernels",
    "faults",
    "jupyterlab",
    "open_and_run",
    "open_notebook",
    "run_menu",
]

_PLAYWRIGHTS = Path(
    os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def _found() -> str:
    """Return this machine's browser, or the one installed by `playwright install chromium`."""
    there = next(filter(None, map(shutil.which, _NAMES)), None)
    made = Path(_PLAYWRIGHTS).expanduser().glob("chromium-*/*/chrome")
    return there or next(map(str, sorted(made)), "")


CHROMIUM = _found()
"""The browser's path; empty if there is none."""

_MODULES = ("playwright", "axe_playwright_python", "jupyterlab")


def _why_not() -> str:
    missing = [name for name in _MODULES if importlib.util.find_spec(name) is None]
    if missing:
        return f"{', '.join(missing)} not installed: `make setup` does it"
    return "" if CHROMIUM else "no Chromium here: `make browser` installs one"


WHY_SKIPPED = _why_not()
"""Why no test can run in a browser here; empty if it can."""

_PATIENCE = 120  # seconds for a server and a kernel to start on a machine that may be busy


@contextlib.contextmanager
def jupyterlab(folder: Path, *, dark: bool = False) -> Iterator[str]:
    """Serve a folder with JupyterLab, in its light or dark theme; yield its address.

    Raises:
        RuntimeError: it has ended, or does not respond.
    """
    with tempfile.TemporaryDirectory() as settings:
        theme = Path(settings) / "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
        theme.parent.mkdir(parents=True)
        theme.write_text(json.dumps({"theme": f"JupyterLab {'Dark' if dark else 'Light'}"}))
        with _served(folder, settings) as address:
            yield address


@contextlib.contextmanager
def _served(folder: Path, settings: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--ServerApp.port={port}", "--IdentityProvider.token=", "--no-browser"]
    options += ["--allow-root", "--ServerApp.disable_check_xsrf=True"]
    options += [f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None"]
    command = [sys.executable, "-m", "jupyterlab", *options]
    environ = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": settings}
    environ["JUPYTERLAB_WORKSPACES_DIR"] = settings
    quiet = subprocess.DEVNULL
    lab = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environ)
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
    """Yield an empty page of a browser without state from earlier pages.

    The process has one browser, which stays open, since starting one takes a second.

    Args:
        options: options of Playwright's `new_page`.
    """
    before = asyncio._get_running_loop()
    playwright, loop = _playwright()
    # Between calls Playwright leaves its event loop marked as running, so nothing else could use
    # one.
    asyncio._set_running_loop(loop)
    try:
        page = _chromium(playwright).new_page(**options)  # in a new context
        page.set_default_timeout(1000 * _PATIENCE)
        try:
            yield page
        finally:
            page.close()
    finally:
        asyncio._set_running_loop(before)


@functools.cache
def _playwright() -> tuple[Any, asyncio.AbstractEventLoop]:
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    loop = asyncio.get_running_loop()
    atexit.register(playwright.stop)
    atexit.register(asyncio._set_running_loop, loop)  # the last one registered runs first
    return playwright, loop


_browsers: list[Any] = []


def _chromium(playwright: Any) -> Any:
    """Return the open browser, or a new one if there is none or it has died."""
    if not _browsers or not _browsers[-1].is_connected():
        arguments = ["--no-sandbox"]
        _browsers.append(playwright.chromium.launch(executable_path=CHROMIUM, args=arguments))
    return _browsers[-1]


def faults(page: Any, *parts: str, rule: str = "") -> list[str]:
    """Return the accessibility faults that axe-core finds in a page.

    Args:
        page: a page of :func:`browser`, with `bypass_csp` if the page allows no scripts.
        parts: selectors of the parts to check; empty: the whole page.
        rule: the axe-core rule to check; empty: all.
    """
    script = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(script)
    chosen = {"include": [[part] for part in parts]} if parts else None
    options = {"runOnly": {"type": "rule", "values": [rule]}} if rule else {}
    run = "([chosen, options]) => axe.run(chosen || document, options)"
    found = page.evaluate(run, [chosen, options])
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def open_notebook(page: Any, address: str, notebook: str) -> None:
    """Open a notebook in JupyterLab, without any other tab, and wait for its kernel."""
    page.goto(f"{address}/lab/tree/{notebook}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("| Idle").wait_for()  # cells run before that would not be executed at all


def run_menu(page: Any, entry: str) -> None:
    """Choose an entry of the menu *Run*."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def open_and_run(page: Any, address: str, notebook: str) -> None:
    """Open a notebook in JupyterLab and run its cells by the menu."""
    open_notebook(page, address, notebook)
    run_menu(page, "Run All Cells")


def choose(page: Any, command: str) -> None:
    """Choose a command in JupyterLab's palette, with the keyboard."""
    page.keyboard.press("Control+Shift+c")
    page.keyboard.insert_text(command)
    page.locator(".lm-CommandPalette-item.lm-mod-active", has_text=command).wait_for()
    page.keyboard.press("Enter")


def end_kernels(address: str) -> None:
    """Shut down all kernels of a server."""
    with urllib.request.urlopen(f"{address}/api/kernels") as answer:
        kernels = json.load(answer)
    for kernel in kernels:
        ended = urllib.request.Request(f"{address}/api/kernels/{kernel['id']}", method="DELETE")
        with contextlib.suppress(urllib.error.HTTPError):  # it is already ending
            urllib.request.urlopen(ended).close()


def install() -> None:
    """Install Chromium: the system's if possible, otherwise Playwright's own."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False, env=quiet)
        command = ["apt-get", "install", "-qy", "--no-install-recommends", "chromium"]
        if not subprocess.run(command, check=False, env=quiet).returncode and _found():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not CHROMIUM:
        install()
    print(_found() or "No Chromium, and none could be installed: tests in a browser are skipped.")
