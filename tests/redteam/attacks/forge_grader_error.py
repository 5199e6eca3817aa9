"""Raises torchgrade's own GraderError and SubmissionError from a function: a fault must not look like ours.

class: forge
honest: 7
"""

from torchgrade.errors import AuthorError, GraderError, SubmissionError


def squares(numbers):
    raise GraderError("ungraded")


class Net(nn.Module):
    def __init__(self):
        raise SubmissionError("rejected")


def shout(words):
    raise AuthorError("the test is wrong")
