"""The three kinds of error, one for each audience, and a failure that says why."""

__all__ = ["AuthorError", "GraderError", "SubmissionError", "ToldError", "TorchgradeError"]


class TorchgradeError(Exception):
    """Base of all errors that torchgrade raises on purpose."""


class AuthorError(TorchgradeError):
    """The lab is wrong: its author must mend it."""


class SubmissionError(TorchgradeError):
    """The submission can't be graded: its student must hand in another."""


class GraderError(TorchgradeError):
    """The grader failed: the submission stays ungraded, it never scores zero."""


class ToldError(AssertionError):
    """A test has failed for a reason that its student may read, although the test is hidden.

    ``told`` is that reason, in the grader's own words and numbers. It stands for the author's
    ``failure_message``, which can't know whether weights fell short or could not be read.
    """

    def __init__(self, message: str, told: str) -> None:
        super().__init__(message)
        self.told = told
