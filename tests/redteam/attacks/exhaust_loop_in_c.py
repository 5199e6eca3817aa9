"""Loops in C, where no Python exception arrives.

class: exhaust
honest: 8
seconds: 20
"""

import itertools


def squares(numbers):
    return [sum(itertools.repeat(0))]
