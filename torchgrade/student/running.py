"""Finds the notebook whose kernel this is, as far as the kernel is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["has_a_page", "is_vscode", "notebook_of", "notebooks_around"]

_VSCODE = "__vsc_ipynb_file__"
_SESSION = "JPY_SESSION_NAME"
"""Where VS Code and Jupyter's server say it. The server says so when the kernel starts, so that a
notebook that got another name since is not there any more."""


def notebook_of(shell: InteractiveShell, named: str | None) -> Path | None:
    """Return the notebook that this kernel was started for.

    Args:
        shell: the kernel's shell.
        named: the notebook that otter got, used if nothing else is known.
    """
    said = (shell.user_ns.get(_VSCODE), os.environ.get(_SESSION), named)
    paths = (Path(str(one)) for one in said if one)
    return next((path for path in paths if path.suffix == ".ipynb" and path.is_file()), None)


def notebooks_around(shell: InteractiveShell, named: str | None) -> list[Path]:
    """Return notebooks that may be this kernel's, the likeliest first."""
    known = notebook_of(shell, named)
    folders = [Path(os.environ[_SESSION]).parent] if _SESSION in os.environ else []
    folders += [Path(named).parent] if named else []
    folders += [known.parent] if known else []
    found = {known.resolve(): known} if known else {}
    for folder in (*folders, Path()):
        for path in sorted(folder.glob("*.ipynb")):
            found.setdefault(path.resolve(), path)
    return list(found.values())


def is_vscode(shell: InteractiveShell) -> bool:
    """Return whether the notebook is open in VS Code."""
    return _VSCODE in shell.user_ns


def has_a_page(shell: InteractiveShell) -> bool:
    """Return whether somebody looks at the notebook, so that it can be saved."""
    return is_vscode(shell) or _SESSION in os.environ
