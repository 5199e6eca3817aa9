"""Output that is shown once, and updated in place."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["InPlace", "Look"]

_SECONDS = 0.2  # seconds between two updates; nobody could read more


class Look(NamedTuple):
    """The current content: as HTML, and as a line of text for front ends without HTML."""

    html: str
    text: str


class InPlace:
    """A place in the output that always shows the newest content.

    In a notebook it is one output, whatever the number of updates: JupyterLab, VS Code and Colab
    show the HTML, a saved notebook that is read as text shows the text. A terminal shows a line
    that is overwritten. If nobody watches (a log, a grader), only the last content is printed.

    Args:
        look: returns the current content; only called when it is shown.
    """

    def __init__(self, look: Callable[[], Look]) -> None:
        self._look = look
        self._id = ""
        self._last = -_SECONDS
        self._in_notebook = _has_kernel()
        self._in_terminal = not self._in_notebook and sys.stderr.isatty()

    def refresh(self) -> None:
        """Update the content."""
        if self._in_notebook:
            self._display(self._look())
        elif self._in_terminal:
            sys.stderr.write(f"\r\x1b[K{self._look().text}")
            sys.stderr.flush()
        self._last = time.monotonic()

    def refresh_sometimes(self) -> None:
        """Update the content, unless that was done a moment ago."""
        if time.monotonic() - self._last >= _SECONDS:
            self.refresh()

    def end(self) -> None:
        """Show the last content."""
        if self._in_notebook:
            self._display(self._look())
        elif self._in_terminal:
            sys.stderr.write(f"\r\x1b[K{self._look().text}\n")
        else:
            print(self._look().text)

    def _display(self, look: Look) -> None:
        from IPython.display import display

        data = {"text/html": look.html, "text/plain": look.text}
        known = bool(self._id)
        self._id = self._id or uuid.uuid4().hex
        display(data, raw=True, display_id=self._id, update=known)  # type: ignore[no-untyped-call]


def _has_kernel() -> bool:
    if "IPython" not in sys.modules:
        return False
    from IPython.core.getipython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None
