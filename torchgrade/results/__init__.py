"""Writes grades down: Gradescope's JSON, HTML for students and staff, CSV."""

from torchgrade.results.explain import explain_question, explanation
from torchgrade.results.gradescope import prepare, to_gradescope
from torchgrade.results.html import feedback, overview, report
from torchgrade.results.ledger import (
    read_class,
    read_files,
    read_grades,
    read_run,
    read_similar,
    write_grade,
)
from torchgrade.results.writer import (
    WRITERS,
    remove_submission,
    submission_folder,
    to_json,
    write_batch,
    write_submission,
)

__all__ = [
    "WRITERS",
    "explain_question",
    "explanation",
    "feedback",
    "overview",
    "prepare",
    "read_class",
    "read_files",
    "read_grades",
    "read_run",
    "read_similar",
    "remove_submission",
    "report",
    "submission_folder",
    "to_gradescope",
    "to_json",
    "write_batch",
    "write_grade",
    "write_submission",
]
