"""The notebook of a submission, as it was graded."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from torchgrade.errors import GraderError, SubmissionError
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import take_in
from torchgrade.hashing import digest_of
from torchgrade.records import Manifest

__all__ = ["graded_notebook"]


def graded_notebook(submission: Submission, manifest: Manifest, digest: str) -> Any:
    """Read the notebook of a submission that was graded; ``None`` where it was rejected.

    Args:
        submission: what was handed in.
        manifest: of the autograder.
        digest: the hash in the submission's grade.

    Raises:
        GraderError: what is there now is not what was graded.
    """
    with tempfile.TemporaryDirectory(prefix="torchgrade-") as name:
        folder, notebook = Path(name), None
        try:
            notebook = take_in(submission, manifest, folder).notebook
        except SubmissionError:
            folder = submission.path
        if digest_of(folder) != digest:
            raise GraderError("what is handed in now is not what was graded: grade it anew")
    return notebook
