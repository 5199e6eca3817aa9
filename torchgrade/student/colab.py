"""Makes otter work on Google Colab, where the notebook's file is not in its kernel's folder.

It does if the release is unpacked in that folder, and the page hands over its cells.
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
"""Seconds to wait for a page to hand over its notebook."""


def is_colab(shell: InteractiveShell) -> bool:
    """Return whether this kernel runs on Colab."""
    return type(shell).__module__.startswith("google.colab")


def allow_otter() -> None:
    """Make otter read tests from the notebook, as it does everywhere except on Colab.

    It refuses, since the notebook's file is missing. But the release's file is there, with the same
    tests.
    """
    IPythonInterpreter.COLAB.value.check_strs = []


def fetch_notebook(named: str) -> Path | None:
    """Replace the release's notebook by the page's; return None if the page does not answer.

    Args:
        named: the release's notebook, whose metadata (otter's tests) the page may have lost.
    """
    message = importlib.import_module("google.colab._message")  # only exists on Colab
    answer: Any = message.blocking_request("get_ipynb", timeout_sec=_PATIENCE)
    if not answer or not answer.get("ipynb"):
        return None
    book, path = answer["ipynb"], Path(named)
    released = json.loads(path.read_text(encoding="utf-8"))["metadata"] if path.is_file() else {}
    book["metadata"] = {**released, **book.get("metadata", {})}
    write_bytes(path, json.dumps(book, ensure_ascii=False, indent=1).encode())
    return path
