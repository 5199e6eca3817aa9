"""The three kinds of error, one for each audience, and a test failure with a visible reason."""

__all__ = ["AuthorError", "GraderError", "SubmissionError", "ToldError", "TorchgradeError"]


class TorchgradeError(Exception):
    """Base of all errors that torchgrade raises on purpose."""


class AuthorError(TorchgradeError):
    """The lab, or the call, is wrong: its author must fix it."""


class SubmissionError(TorchgradeError):
    """The submission can't be graded: its student must hand in another one."""


class GraderError(TorchgradeError):
    """The grader failed: the submission stays ungraded, and never scores zero."""


class ToldError(AssertionError):
    """A test failed for a reason that the student may read, even if the test is hidden.

    ``told`` is that reason, in the grader's own words and numbers. It replaces the author's
    ``failure_message``, which can't know, say, whether weights fell short or could not be read.
    """

    def __init__(self, message: str, told: str) -> None:
        super().__init__(message)
        self.told = told
