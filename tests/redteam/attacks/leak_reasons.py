"""Puts hidden inputs into what a grader may quote: kinds of frames, tags, sizes, names of errors.

class: leak
honest: 5
seconds: 40
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


def _say(*parts):
    _player().channel.send(list(parts))


def squares(numbers):
    if list(numbers) != [2, 0]:
        _say(",".join(map(str, numbers)), 0)
    return [n + n for n in numbers]


def shout(words):
    if words != "hi":
        _say("error", [words], words, [words], words, words)
    return words


def scale(x):
    if x.requires_grad:
        import struct

        size = int(x.flatten()[0])
        _player().channel._sock.sendall(struct.pack("!IQ", size, size * 10**9) + b"x" * size)
    elif x.dtype == torch.float64:
        _say("value", [int(x.flatten()[0])], 0, [], "", [], None)
    return 2.5 * x + 1.0
