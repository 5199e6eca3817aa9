"""Makes the page save the notebook, and waits until the file is as new as the page.

The cell displays a new mark each time. A file that contains this mark was saved after the cell
began, and has the outputs of all earlier cells; and it is the notebook of this kernel, whatever its
name is now. JupyterLab and Notebook save when a script in the cell's output clicks a command link;
Colab hands over the cells; elsewhere the student saves.

An export uses the saved file. Before a check, saving shows which cells were changed but not run,
and before the board, which written answers are still empty.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import otter
from IPython.display import clear_output, display

from torchgrade.student.colab import fetch_notebook, is_colab
from torchgrade.student.running import has_a_page, is_vscode, notebooks_around

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["AT_ONCE", "MOMENT", "Saving", "SavingChecks"]

_PATIENCE = 60.0
"""Seconds to save a large notebook over a slow connection, or for a person to press two keys."""

MOMENT, _REST = 2.0, 60.0
"""Seconds for a page to save before a check, and to wait before retrying after a failure."""

AT_ONCE = 0.2
"""Seconds between two cells that run in a row, so nothing was written in between."""

_CHECK = re.compile(r"^\s*(?P<grader>\w+)\.check(?P<all>_all)?\(", re.MULTILINE)

_ANY_NAME = "notebook.ipynb"
"""Colab's name for a notebook without a name."""

_SCRIPT_LIVES = 600
"""Seconds after which the script has no effect, since the page may show it again."""

_SCRIPT = """<script>
(() => {
  const place = document.getElementById("%(mark)s");
  if (!place || Math.abs(Date.now() / 1000 - %(now)d) > %(lives)d) return;
  const ask = (command) => {
    const link = document.createElement("button");
    link.hidden = true;
    link.dataset.commandlinkerCommand = `docmanager:${command}`;
    place.append(link);
    link.click();
    link.remove();
  };
  const isOurs = () => {
    const tab = document.querySelector(".lm-TabBar-tab.jp-mod-current[data-id]");
    return !tab || place.closest(`[id="${tab.dataset.id}"]`);
  };
  ask(isOurs() ? "save" : "%(behind)s");
  let left = %(again)d;
  const asking = setInterval(() => {
    const isDone = !left-- || !place.isConnected || document.querySelector(".jp-Dialog");
    if (isDone) clearInterval(asking);
    else if (isOurs()) ask("save");
  }, 1500);
})();
</script>"""
"""JupyterLab takes no second "save" while one is under way, so it is asked for again. It takes a
second "save-all", and then asks the student which of the two is to stay: so that is for a notebook
behind another one alone, in whose place "save" would save that one."""


class Saving:
    """A save: what the cell shows meanwhile, and what replaces that later.

    Args:
        shell: whose cell runs.
        patience: seconds to wait for the page.
    """

    def __init__(self, shell: InteractiveShell, patience: float = _PATIENCE) -> None:
        self._shell = shell
        self._patience = patience if has_a_page(shell) else 0.0
        self._mark = _new_mark()
        self._display: Any = None

    def wait(self, named: str | None, pause: Callable[[float], None] = time.sleep) -> Path | None:
        """Request the save; return the notebook that was saved, None if none was in time.

        Args:
            named: the notebook that otter got.
            pause: a function that waits for some seconds.
        """
        asked = self._asked()
        self._display = display(asked, raw=True, display_id=self._mark)  # type: ignore[no-untyped-call]
        if is_colab(self._shell):
            return fetch_notebook(named or _ANY_NAME)
        return _wait(self._mark, self._shell, named, self._patience, pause)

    def show(self, data: dict[str, str]) -> None:
        """Show something in place of what was shown during the save."""
        if self._display is not None:
            self._display.update(data, raw=True)

    def _asked(self) -> dict[str, str]:
        text = "Saving the notebook; if this takes more than a moment, press Ctrl+S ..."
        if is_vscode(self._shell):
            text = "Save the notebook now (Ctrl+S, or Cmd+S on a Mac): the export waits for it ..."
        page = f'<p id="{self._mark}">{text}</p>{_script(self._mark, "save-all", 30)}'
        return {"text/html": page, "text/plain": f"{text} ({self._mark})"}


class SavingChecks:
    """Saves before each check, if a person looks at the page and a script can save it.

    Args:
        shell: of the kernel.
        last_ended: returns when the last cell ended, in seconds since the epoch.
    """

    def __init__(self, shell: InteractiveShell, last_ended: Callable[[], float]) -> None:
        self._shell, self._last_ended = shell, last_ended
        self._not_before = 0.0
        self.notebook: Path | None = None
        """The notebook, where its file was saved since the cell began that runs now."""

    def begins(self, info: Any) -> None:
        """Save, if the cell is a check; called by IPython's event `pre_run_cell`."""
        self.notebook = None
        call = _CHECK.search(info.raw_cell)
        grader = self._shell.user_ns.get(call["grader"]) if call else None
        if call is None or not isinstance(grader, otter.Notebook):
            return
        named, board = grader._notebook, call["all"] is not None
        if is_colab(self._shell):
            self.notebook = fetch_notebook(named or _ANY_NAME) if board else None
        elif has_a_page(self._shell) and not is_vscode(self._shell) and self._is_time(board):
            self.notebook = self._save(named)
            if self.notebook is None:
                self._not_before = time.monotonic() + _REST

    def _is_time(self, board: bool) -> bool:
        """Return whether to save now: not before each check when all cells run in a row."""
        in_a_row = time.time() - self._last_ended() < AT_ONCE
        return time.monotonic() >= self._not_before and (board or not in_a_row)

    def _save(self, named: str | None) -> Path | None:
        mark = _new_mark()
        page = f'<p id="{mark}" hidden></p>{_script(mark, "save", 0)}'
        display({"text/html": page, "text/plain": mark}, raw=True)  # type: ignore[no-untyped-call]
        found = _wait(mark, self._shell, named, MOMENT)
        clear_output(wait=True)  # type: ignore[no-untyped-call]
        return found


def _new_mark() -> str:
    return f"torchgrade-{uuid.uuid4()}"


def _script(mark: str, behind: str, again: int) -> str:
    """Return the script that requests a save.

    Args:
        mark: the id of its element on the page.
        behind: the command for a notebook that is hidden behind another one.
        again: how many times to retry, as long as the element exists.
    """
    said = {"mark": mark, "now": time.time(), "lives": _SCRIPT_LIVES}
    said |= {"behind": behind, "again": again}
    return _SCRIPT % said


def _wait(
    mark: str,
    shell: InteractiveShell,
    named: str | None,
    patience: float,
    pause: Callable[[float], None] = time.sleep,
) -> Path | None:
    """Wait until a notebook contains the mark; return it, or None if none does in time."""
    waited, step = 0.0, 0.1
    while True:
        found = next((p for p in notebooks_around(shell, named) if _has(p, mark)), None)
        if found is not None or waited >= patience:
            return found
        pause(step)
        waited += step


def _has(path: Path, mark: str) -> bool:
    try:
        content = path.read_bytes()
        return mark.encode() in content and bool(json.loads(content))
    except (OSError, ValueError, RecursionError):  # it is being written, or not a notebook
        return False
