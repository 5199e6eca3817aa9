"""Has the page save the notebook, and waits until the file is as new as the page.

The cell shows a mark that nobody has seen before. A file with this mark in it was saved after the
cell began, and has what all earlier cells showed; and it is the notebook of this kernel, whatever
its name is by now. JupyterLab and Notebook save when a script in the cell's output clicks on what
they call a command link; Colab hands the cells over; elsewhere a person saves.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.display import display

from torchgrade.student.colab import fetch_notebook, is_colab
from torchgrade.student.running import has_a_page, is_vscode, notebooks_around

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["Saving"]

_PATIENCE = 60.0
"""Seconds in which a large notebook is saved over a slow line, or a person presses two keys."""

_ANY_NAME = "notebook.ipynb"
"""What a notebook of Colab is called where nobody gave it a name."""

_SCRIPT_LIVES = 600
"""Seconds after which the script does nothing any more, since the page may show it again."""

_SCRIPT = """<script>
(() => {
  const place = document.getElementById("%(mark)s");
  if (!place || Math.abs(Date.now() / 1000 - %(now)d) > %(lives)d) return;
  const link = document.createElement("button");
  link.hidden = true;
  link.dataset.commandlinkerCommand = "docmanager:save-all";
  place.append(link);
  link.click();
  link.remove();
})();
</script>"""


class Saving:
    """One save: what the cell shows meanwhile, and later in its place.

    Args:
        shell: whose cell runs.
        patience: seconds to wait for the page.
    """

    def __init__(self, shell: InteractiveShell, patience: float = _PATIENCE) -> None:
        self._shell = shell
        self._patience = patience if has_a_page(shell) else 0.0
        self._mark = f"torchgrade-{uuid.uuid4()}"
        self._display: Any = None

    def wait(self, named: str | None, pause: Callable[[float], None] = time.sleep) -> Path | None:
        """Ask for the save; return the notebook that has it, None if none has in time.

        Args:
            named: the notebook that otter was told.
            pause: what waits for some seconds.
        """
        asked = self._asked()
        self._display = display(asked, raw=True, display_id=self._mark)  # type: ignore[no-untyped-call]
        if is_colab(self._shell):
            return fetch_notebook(named or _ANY_NAME)
        waited, step = 0.0, 0.1
        while True:
            found = self._saved(notebooks_around(self._shell, named))
            if found is not None or waited >= self._patience:
                return found
            pause(step)
            waited += step

    def show(self, data: dict[str, str]) -> None:
        """Show something in the place of what was shown during the save."""
        if self._display is not None:
            self._display.update(data, raw=True)

    def _asked(self) -> dict[str, str]:
        text = "Saving the notebook; if this takes more than a moment, press Ctrl+S ..."
        if is_vscode(self._shell):
            text = "Save the notebook now (Ctrl+S, or Cmd+S on a Mac): the export waits for it ..."
        said = {"mark": self._mark, "now": time.time(), "lives": _SCRIPT_LIVES}
        page = f'<p id="{self._mark}">{text}</p>{_SCRIPT % said}'
        return {"text/html": page, "text/plain": f"{text} ({self._mark})"}

    def _saved(self, paths: Iterable[Path]) -> Path | None:
        for path in paths:
            try:
                content = path.read_bytes()
                if self._mark.encode() in content and json.loads(content):
                    return path
            except (OSError, ValueError, RecursionError):  # it is being written, or is none
                continue
        return None
