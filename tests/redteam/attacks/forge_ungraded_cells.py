"""Answers in cells with messages of the right word and a wrong content, so that the grader fails.

class: forge
where: end
honest: 10
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


_player().channel.send(["check", [], True])

# %%
_player().channel.send(["ran"])

# %%
_deep = []
for _ in range(900):
    _deep = [_deep]
_player().channel.send(["ran", {"error": _deep}, False])

# %%
_player().channel.send(["ran", "", "", "x" * 10**6, ["\ud800"] * 10**5, False])

# %%
import struct

_player().channel._sock.sendall(struct.pack("!IQ", 10, 2**30))
