"""Exports grades to where students see them: tables for Canvas and Moodle, zips, a gradebook."""

from torchgrade.exports import canvas, gradescope, moodle, plain
from torchgrade.exports.gradebook import Column, book_csv, book_page, gradebook
from torchgrade.exports.returned import SYSTEMS, returned
from torchgrade.exports.scores import lines_of
from torchgrade.exports.sheet import open_sheet
from torchgrade.exports.tables import Exported, Wanted

__all__ = [
    "SYSTEMS",
    "Column",
    "Exported",
    "Wanted",
    "book_csv",
    "book_page",
    "canvas",
    "gradebook",
    "gradescope",
    "lines_of",
    "moodle",
    "open_sheet",
    "plain",
    "returned",
]
