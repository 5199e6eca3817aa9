"""Grade(s) -> Gradescope JSON, HTML, CSV."""

from torchgrade.results.gradescope import to_gradescope
from torchgrade.results.html import feedback, overview, report
from torchgrade.results.writer import submission_folder, write_batch, write_submission

__all__ = [
    "feedback",
    "overview",
    "report",
    "submission_folder",
    "to_gradescope",
    "write_batch",
    "write_submission",
]
