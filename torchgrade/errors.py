"""The three kinds of error, one for each audience."""

__all__ = ["AuthorError", "GraderError", "SubmissionError", "TorchgradeError"]


class TorchgradeError(Exception):
    """Base of all errors that torchgrade raises on purpose."""


class AuthorError(TorchgradeError):
    """The lab is wrong: its author must mend it."""


class SubmissionError(TorchgradeError):
    """The submission can't be graded: its student must hand in another."""


class GraderError(TorchgradeError):
    """The grader failed: the submission stays ungraded, it never scores zero."""
