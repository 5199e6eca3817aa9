"""Submission -> Grade."""

from torchgrade.grade.bundle import Bundle, open_bundle
from torchgrade.grade.choice import new_engine
from torchgrade.grade.discover import Submission, discover
from torchgrade.grade.door import grade, grade_all, run_notebook
from torchgrade.grade.engine import CellError, Engine, Outcome, Selection
from torchgrade.grade.isolated_engine import IsolatedEngine
from torchgrade.grade.otter_engine import OtterEngine
from torchgrade.grade.similar import similar_weights
from torchgrade.grade.versions import dataset_of, new_batch
from torchgrade.grade.workplace import digest_of

__all__ = [
    "Bundle",
    "CellError",
    "Engine",
    "IsolatedEngine",
    "OtterEngine",
    "Outcome",
    "Selection",
    "Submission",
    "dataset_of",
    "digest_of",
    "discover",
    "grade",
    "grade_all",
    "new_batch",
    "new_engine",
    "open_bundle",
    "run_notebook",
    "similar_weights",
]
