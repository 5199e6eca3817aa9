"""Submission -> Grade."""

from torchgrade.grade.completion import complete_all
from torchgrade.grade.parallel import jobs_for
from torchgrade.grade.pipeline import grade, grade_all, run_notebook
from torchgrade.grade.provenance import dataset_of, new_batch
from torchgrade.grade.similar_submissions import similar_weights
from torchgrade.grade.submissions.discover import Found, discover, of_student, survey, unique
from torchgrade.grade.submissions.fingerprint import fingerprint
from torchgrade.grade.submissions.graded_notebook import graded_notebook
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.verdicts import check_target, pack_verdicts

__all__ = [
    "Found",
    "Submission",
    "check_target",
    "complete_all",
    "dataset_of",
    "discover",
    "fingerprint",
    "grade",
    "grade_all",
    "graded_notebook",
    "jobs_for",
    "new_batch",
    "of_student",
    "pack_verdicts",
    "run_notebook",
    "similar_weights",
    "survey",
    "unique",
]
