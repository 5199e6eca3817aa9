"""What is wrong with a page of ours, seen in a real browser: small and large, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tools.browser import WHY_SKIPPED, browser, faults

__all__ = ["PHONE", "faults_of", "in_a_browser"]

T = TypeVar("T", bound=Callable[..., Any])

PHONE = 360  # pixels

_SIZES = ((PHONE, 740), (1280, 900))


def in_a_browser(test: T) -> T:
    """Mark a test that needs a browser: it is skipped where there is none.

    It runs once more where it failed: a browser and a server on a busy machine keep no time.
    """
    skip = pytest.mark.skipif(bool(WHY_SKIPPED), reason=WHY_SKIPPED)
    marked: T = pytest.mark.browser(pytest.mark.flaky(reruns=1)(skip(test)))
    return marked


def faults_of(page: Path | str, folder: Path) -> list[str]:
    """List what axe-core finds in a page, in both colour schemes and two sizes, all unfolded.

    A scheme changes colours alone, and one rule is about these.

    Args:
        page: the file, or its content.
        folder: where content is written to.
    """
    if isinstance(page, str):
        path = folder / "page.html"
        path.write_text(page, encoding="utf-8")
    else:
        path = page
    found = []
    with browser(bypass_csp=True) as tab:
        for width, height in _SIZES:
            tab.set_viewport_size({"width": width, "height": height})
            tab.goto(path.as_uri())
            tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            needed = tab.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                found.append(f"needs {needed} pixels of {width}")
            for scheme, rule in (("light", ""), ("dark", "color-contrast")):
                tab.emulate_media(color_scheme=scheme)
                found += [f"{width}, {scheme}: {fault}" for fault in faults(tab, rule=rule)]
    return found
