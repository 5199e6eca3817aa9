"""Submission -> Grade."""

from torchgrade.grade.bundle import Bundle, open_bundle
from torchgrade.grade.choice import new_engine
from torchgrade.grade.completion import complete_all
from torchgrade.grade.container_memory import container_memory
from torchgrade.grade.discover import Found, discover, of_student, survey, unique
from torchgrade.grade.door import grade, grade_all, run_notebook
from torchgrade.grade.engine import CellError, Engine, Outcome, Selection
from torchgrade.grade.fingerprint import fingerprint
from torchgrade.grade.first_look import FirstLook
from torchgrade.grade.graded_notebook import graded_notebook
from torchgrade.grade.isolated_engine import IsolatedEngine, Walls
from torchgrade.grade.otter_engine import OtterEngine
from torchgrade.grade.parallel import jobs_for
from torchgrade.grade.similar import similar_weights
from torchgrade.grade.submission import Submission
from torchgrade.grade.verdicts import check_target, pack_verdicts
from torchgrade.grade.versions import dataset_of, new_batch

__all__ = [
    "Bundle",
    "CellError",
    "Engine",
    "FirstLook",
    "Found",
    "IsolatedEngine",
    "OtterEngine",
    "Outcome",
    "Selection",
    "Submission",
    "Walls",
    "check_target",
    "complete_all",
    "container_memory",
    "dataset_of",
    "discover",
    "fingerprint",
    "grade",
    "grade_all",
    "graded_notebook",
    "jobs_for",
    "new_batch",
    "new_engine",
    "of_student",
    "open_bundle",
    "pack_verdicts",
    "run_notebook",
    "similar_weights",
    "survey",
    "unique",
]
