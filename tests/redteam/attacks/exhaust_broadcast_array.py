"""Returns a NumPy array of one number that says it has a million million.

class: exhaust
honest: 8
"""

import numpy


def squares(numbers):
    return [numpy.broadcast_to(numpy.float64(4), (10**6, 10**6)), 0]
