"""Answers with nonsense when the grader asks for the values that a question's tests use.

class: forge
where: q3_answer
honest: 7
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


class _Lies:
    asked = 0
    content = ([1, 2, 3], 5, [[["answer"], 1]], [["answer", {}]], {"answer": 1}, None)

    def __call__(self, request):
        self.asked += 1
        content = self.content[self.asked % len(self.content)]
        self.player.channel.send(["names", content])


_lies = _Lies()
_lies.player = _player()
_lies.player._names = _lies
