"""A lab as one text file, without otter's marks; of it the notebook is made, or it of the notebook.

``form`` has the words of such a file, ``reading`` and ``writing`` go from one to the other,
``preamble`` is what tests share, and ``in_step`` keeps both files of a lab alike.
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
