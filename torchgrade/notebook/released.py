"""The marks that otter leaves in a release's cells, by which answers are found in submissions."""

from __future__ import annotations

import re

__all__ = ["ANSWER", "BEGIN", "END", "GIVEN", "HEADING"]

ANSWER = {"otter_answer_cell", "otter_assign_solution_cell"}
"""Tags of answer cells in a release, and of the corresponding cells in a solution."""

GIVEN = "otter_ignore"
"""The tag of cells that grading leaves out."""

BEGIN, END = "<!-- BEGIN QUESTION -->", "<!-- END QUESTION -->"
"""In texts, around a manually graded question."""

HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
