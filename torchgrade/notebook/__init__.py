"""Reads untrusted notebooks, normalises and writes them, and examines code in their cells."""

from torchgrade.notebook.cells import Notebook, imported_names, source, without_magics
from torchgrade.notebook.files import (
    MAX_BYTES,
    NotebookError,
    loads,
    normalise,
    read,
    text_of,
    write,
    write_valid,
)
from torchgrade.notebook.for_otter import why_not_otters
from torchgrade.notebook.pictures import pictures_of

__all__ = [
    "MAX_BYTES",
    "Notebook",
    "NotebookError",
    "imported_names",
    "loads",
    "normalise",
    "pictures_of",
    "read",
    "source",
    "text_of",
    "why_not_otters",
    "without_magics",
    "write",
    "write_valid",
]
