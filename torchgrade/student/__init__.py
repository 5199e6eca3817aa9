"""What a student sees in a notebook: results of `grader.check` that say where to look.

    %load_ext torchgrade.student

A release loads it beside otter. Calls, tests and scores stay otter's; a front end that only shows
text gets the same in words, and without this extension otter's own results appear.

Labs use the other names on this page in given cells, and in their helper files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchgrade.student.training.bar import ProgressBar, progress
from torchgrade.student.training.best import save_best
from torchgrade.student.training.live import LivePlot
from torchgrade.student.training.threads import one_thread
from torchgrade.student.training.training import Training
from torchgrade.student.unfinished import needs, show_after

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = [
    "LivePlot",
    "ProgressBar",
    "Training",
    "load_ipython_extension",
    "needs",
    "one_thread",
    "progress",
    "save_best",
    "show_after",
]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Show otter's results as cards, and export what is on the page, if a person works here.

    A grader runs notebooks without a kernel, and does not need what people look at.
    """
    if getattr(shell, "kernel", None) is None:
        return
    from torchgrade.student.colab import allow_otter, is_colab
    from torchgrade.student.display import show_cards
    from torchgrade.student.export import true_exports

    if is_colab(shell):
        allow_otter()
    true_exports(shell, show_cards(shell))
