"""Answers, unasked, that a call has changed its arguments to what makes a wrong result right.

class: forge
honest: 2
"""

import sys


def _player():
    frame = sys._getframe()
    while frame is not None:
        me = frame.f_locals.get("self")
        if type(me).__name__ == "Player":
            return me
        frame = frame.f_back


def answer_with(result, left):
    player = _player()
    encoder = player._encoder(gradients=False)
    node, *back = map(encoder.node, (result, None, left))
    player.channel.send(
        ["value", node, 0, [], "", [], [[one, []] for one in back], False, []], encoder
    )


def scale(x):
    answer_with(torch.ones_like(x), torch.zeros_like(x))


def squares(numbers):
    answer_with([0] * len(numbers), [0] * len(numbers))
