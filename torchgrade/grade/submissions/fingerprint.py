"""What tells one submission from another, whatever it was packed in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import take_in
from torchgrade.hashing import digest_of
from torchgrade.records import Manifest

__all__ = ["fingerprint"]


def fingerprint(submission: Submission, manifest: Manifest) -> str:
    """Hash what is graded of a submission: it is the same for a notebook, a folder or a zip of it.

    Outputs of cells and files that the lab does not ask for do not count. Of a submission that is
    rejected, or can't be taken in now, it is the hash of all that was handed in.
    """
    with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
        try:
            return digest_of(take_in(submission, manifest, Path(folder)).folder)
        except Exception:  # the grade will say what it was
            return digest_of(submission.path)
