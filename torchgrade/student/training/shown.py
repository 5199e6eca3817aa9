"""Something that is shown once, and replaced in place as it changes."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["InPlace", "Look"]

_SECONDS = 0.2  # between two looks: more often, nobody can read


class Look(NamedTuple):
    """How something looks now: as HTML, and in a line of text where a front end has no HTML."""

    html: str
    text: str


class InPlace:
    """A place in the output that always holds the newest look.

    In a notebook it is one output, whatever the number of looks: JupyterLab, VS Code and Colab show
    the HTML, a saved notebook that is read as text shows the text. A terminal shows a line that is
    written over. Where nobody watches (a log, a grader), the last look alone is printed.

    Args:
        look: returns how it looks now; called only when that is shown.
    """

    def __init__(self, look: Callable[[], Look]) -> None:
        self._look = look
        self._id = ""
        self._last = -_SECONDS
        self._in_notebook = _has_kernel()
        self._in_terminal = not self._in_notebook and sys.stderr.isatty()

    def refresh(self) -> None:
        """Show how it looks now."""
        if self._in_notebook:
            self._display(self._look())
        elif self._in_terminal:
            sys.stderr.write(f"\r\x1b[K{self._look().text}")
            sys.stderr.flush()
        self._last = time.monotonic()

    def refresh_sometimes(self) -> None:
        """Show how it looks now, unless that was done a moment ago."""
        if time.monotonic() - self._last >= _SECONDS:
            self.refresh()

    def end(self) -> None:
        """Show how it looks at last."""
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
