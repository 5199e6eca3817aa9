"""Recurses without end in Python and, with the limit raised, until the stack of C is used up.

class: exhaust
honest: 8
"""

import sys


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def squares(numbers):
    sys.setrecursionlimit(10**9)
    return repr(eval("[" * 50 + "]" * 50)) + Deep().x
