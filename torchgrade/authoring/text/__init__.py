"""Labs as text files without otter's markers: converts between them and notebooks.

``form`` defines the format, ``reading`` and ``writing`` convert, ``preamble`` is the code that
tests share, and ``in_step`` keeps both files of a lab in step.
"""

from torchgrade.authoring.text.in_step import (
    add_cells,
    in_text,
    keep_in_step,
    text_file,
    write_text_form,
)
from torchgrade.authoring.text.reading import notebook_of
from torchgrade.authoring.text.writing import text_of

__all__ = [
    "add_cells",
    "in_text",
    "keep_in_step",
    "notebook_of",
    "text_file",
    "text_of",
    "write_text_form",
]
