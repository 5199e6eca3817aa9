"""Google Colab: the notebook is not in the folder where its kernel runs, and otter gives up there.

Where the release is unpacked in that folder, and the page hands over its cells, both can be mended.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otter.check.utils import IPythonInterpreter

from torchgrade.files.writing import write_bytes

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["allow_otter", "fetch_notebook", "is_colab"]

_PATIENCE = 60
"""Seconds in which a page hands over its notebook."""


def is_colab(shell: InteractiveShell) -> bool:
    """Return whether the kernel is one of Colab's."""
    return type(shell).__module__.startswith("google.colab")


def allow_otter() -> None:
    """Have otter read tests out of the notebook, as it does everywhere but on Colab.

    It refuses since the notebook's file is not there. The release's is, with the same tests.
    """
    IPythonInterpreter.COLAB.value.check_strs = []


def fetch_notebook(named: str) -> Path | None:
    """Write the notebook as it is on the page over the release's; None if the page says nothing.

    Args:
        named: the release's notebook, whose metadata (otter's tests) the page may have lost.
    """
    message = importlib.import_module("google.colab._message")  # there alone
    answer: Any = message.blocking_request("get_ipynb", timeout_sec=_PATIENCE)
    if not answer or not answer.get("ipynb"):
        return None
    book, path = answer["ipynb"], Path(named)
    released = json.loads(path.read_text(encoding="utf-8"))["metadata"] if path.is_file() else {}
    book["metadata"] = {**released, **book.get("metadata", {})}
    write_bytes(path, json.dumps(book, ensure_ascii=False, indent=1).encode())
    return path
