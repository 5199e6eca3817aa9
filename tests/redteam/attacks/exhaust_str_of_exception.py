"""Raises exceptions whose text raises, does not end, is no text, or is 200 MB long.

class: exhaust
honest: 7
seconds: 60
"""


class Raises(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


class Endless(Exception):
    def __str__(self):
        while True:
            pass


class Large(Exception):
    def __str__(self):
        return "x" * 200_000_000


class NoText(Exception):
    __str__ = lambda self: 7
    __module__ = property(lambda self: 1 / 0)
    __traceback__ = __cause__ = __context__ = None


def squares(numbers):
    raise Raises


class Net(nn.Module):
    def __init__(self):
        raise NoText


def shout(words):
    raise Endless if words == "hi" else Large
