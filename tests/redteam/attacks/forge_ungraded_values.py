"""Returns plain values and handles that a grader may choke on: deep, wide, huge, no tensor at all.

class: forge
honest: 1..4
seconds: 60
"""

import sys


def _player():
    frame = sys._getframe()
    while frame is not None:
        me = frame.f_locals.get("self")
        if type(me).__name__ == "Player":
            return me
        frame = frame.f_back
    return None


def _deep(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


def scale(x):
    if not x.requires_grad:
        return nn.Parameter(x.detach().clone())  # its views are no plain tensors
    # Says that it is a tensor, for whoever asks with isinstance and then reads its memory.
    _player().channel.send(["value", [30, "object", 5, "object", True, "torch:Tensor", "T", None]])
    return x


class Net(nn.Module):
    calls = 0

    def forward(self, x):
        Net.calls += 1
        return (_deep(62), [0] * 299_990, 10**9000, range(10**30))[Net.calls % 4]


def squares(numbers):
    return [_deep(60)] * 3


def shout(words):
    return (letter for letter in words)
