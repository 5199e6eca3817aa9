"""Raises an exception with twenty thousand causes, groups in groups, and a circle.

class: exhaust
honest: 7
seconds: 60
"""


def squares(numbers):
    first = error = ValueError("0")
    for number in range(20_000):
        following = ValueError(str(number))
        error.__context__ = following
        error = following
    raise first


class Net(nn.Module):
    def __init__(self):
        one, other = ValueError("one"), ValueError("other")
        one.__cause__, other.__cause__ = other, one
        raise one


def shout(words):
    try:
        group = ValueError("0")
        for _ in range(5000):
            group = ExceptionGroup("deep", [group])
    except NameError:
        group = ValueError("no groups in this Python")
    raise group
