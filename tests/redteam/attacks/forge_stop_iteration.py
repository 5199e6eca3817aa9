"""Raises StopIteration, StopAsyncIteration, MemoryError and RecursionError from functions under test.

class: forge
honest: 7
unsandboxed: yes
"""


def squares(numbers):
    raise StopIteration([4, 0])


class Net(nn.Module):
    def __init__(self):
        raise MemoryError


def shout(words):
    raise RecursionError
