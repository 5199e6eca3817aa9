"""Grading: find submissions, take them in, have an engine run them, and score them."""

from torchgrade.grade.completion import complete_all
from torchgrade.grade.executor import Completed, Executor, Threads
from torchgrade.grade.lateness import with_lateness
from torchgrade.grade.parallel import jobs_for
from torchgrade.grade.pipeline import Graded, grade, grade_all, run_notebook, with_mistakes
from torchgrade.grade.provenance import dataset_of, new_batch, receipt_of
from torchgrade.grade.regrading import completer, other_changes
from torchgrade.grade.select_attempts import select_attempts
from torchgrade.grade.similar import WeightsOfClass, with_answers
from torchgrade.grade.submissions.attempts import Attempts, best_of, latest_of
from torchgrade.grade.submissions.discover import (
    DISCOVERERS,
    Survey,
    of_student,
    unique,
)
from torchgrade.grade.submissions.inbox import Folder, Found
from torchgrade.grade.submissions.intake import Intake, Refused
from torchgrade.grade.submissions.joining import Joined, joined
from torchgrade.grade.submissions.named import discover, survey
from torchgrade.grade.submissions.roster import Roster, read_roster
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import TakenIn
from torchgrade.grade.verdicts import check_target, pack_verdicts
from torchgrade.grade.written import written_of

__all__ = [
    "DISCOVERERS",
    "Attempts",
    "Completed",
    "Executor",
    "Folder",
    "Found",
    "Graded",
    "Intake",
    "Joined",
    "Refused",
    "Roster",
    "Submission",
    "Survey",
    "TakenIn",
    "Threads",
    "WeightsOfClass",
    "best_of",
    "check_target",
    "complete_all",
    "completer",
    "dataset_of",
    "discover",
    "grade",
    "grade_all",
    "jobs_for",
    "joined",
    "latest_of",
    "new_batch",
    "of_student",
    "other_changes",
    "pack_verdicts",
    "read_roster",
    "receipt_of",
    "run_notebook",
    "select_attempts",
    "survey",
    "unique",
    "with_answers",
    "with_lateness",
    "with_mistakes",
    "written_of",
]
