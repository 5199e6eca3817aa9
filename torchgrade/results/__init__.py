"""Write grades: Gradescope's JSON, HTML for students and staff, CSV."""

from torchgrade.results.class_report import lecture, report
from torchgrade.results.explain import explain_question, explanation
from torchgrade.results.gradescope import prepare, to_gradescope
from torchgrade.results.html import feedback, overview
from torchgrade.results.ledger import (
    read_class,
    read_files,
    read_grades,
    read_others,
    read_run,
    read_similar,
    write_grade,
)
from torchgrade.results.marked import carry, read_marks, with_marks, without_marks, write_marks
from torchgrade.results.writer import (
    WRITERS,
    remove_submission,
    submission_folder,
    to_json,
    with_all_marks,
    write_batch,
    write_submission,
)
from torchgrade.results.written import (
    content_key,
    is_blank,
    is_empty,
    read_written,
    write_notebook,
    write_written,
)

__all__ = [
    "WRITERS",
    "carry",
    "content_key",
    "explain_question",
    "explanation",
    "feedback",
    "is_blank",
    "is_empty",
    "lecture",
    "overview",
    "prepare",
    "read_class",
    "read_files",
    "read_grades",
    "read_marks",
    "read_others",
    "read_run",
    "read_similar",
    "read_written",
    "remove_submission",
    "report",
    "submission_folder",
    "to_gradescope",
    "to_json",
    "with_all_marks",
    "with_marks",
    "without_marks",
    "write_batch",
    "write_grade",
    "write_marks",
    "write_notebook",
    "write_submission",
    "write_written",
]
