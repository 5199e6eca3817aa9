"""Submission -> Grade."""

from torchgrade.grade.bundle import Bundle, open_bundle
from torchgrade.grade.discover import Submission, discover
from torchgrade.grade.door import grade, grade_all, run_notebook
from torchgrade.grade.engine import Engine
from torchgrade.grade.otter_engine import OtterEngine
from torchgrade.grade.versions import dataset_of, new_batch

__all__ = [
    "Bundle",
    "Engine",
    "OtterEngine",
    "Submission",
    "dataset_of",
    "discover",
    "grade",
    "grade_all",
    "new_batch",
    "open_bundle",
    "run_notebook",
]
