"""Compares two runs, explains differences, overrides points, and reproduces grades."""

from torchgrade.regrade.causes import Cause
from torchgrade.regrade.comparison import Change, Comparison, QuestionChange, compare
from torchgrade.regrade.differences import Differences, TextDifference, differences_of
from torchgrade.regrade.override_file import (
    OVERRIDES,
    OverrideRow,
    find_overrides,
    overrides_of_all,
    read_overrides,
)
from torchgrade.regrade.overrides import Overrides, as_graded, overrides_of
from torchgrade.regrade.page import comparison_page
from torchgrade.regrade.replay import Replayed, not_here, read_receipts, replayed
from torchgrade.regrade.runs import GradedRun, open_run
from torchgrade.regrade.said import moved_of, totals_of, ways_of, where_of
from torchgrade.regrade.table import comparison_csv

__all__ = [
    "OVERRIDES",
    "Cause",
    "Change",
    "Comparison",
    "Differences",
    "GradedRun",
    "OverrideRow",
    "Overrides",
    "QuestionChange",
    "Replayed",
    "TextDifference",
    "as_graded",
    "compare",
    "comparison_csv",
    "comparison_page",
    "differences_of",
    "find_overrides",
    "moved_of",
    "not_here",
    "open_run",
    "overrides_of",
    "overrides_of_all",
    "read_overrides",
    "read_receipts",
    "replayed",
    "totals_of",
    "ways_of",
    "where_of",
]
