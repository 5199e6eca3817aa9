"""Returns NumPy arrays of objects, records, dates, masks and mapped files.

class: exhaust
honest: 8
"""

import os

import numpy


class Boom:
    def __reduce__(self):
        return os.system, ("touch /tmp/redteam-mark-numpy",)


def squares(numbers):
    mapped = numpy.memmap("mapped", dtype="u1", mode="w+", shape=(100,))
    return [
        numpy.array([Boom(), [4]], dtype=object),
        numpy.zeros(3, dtype=[("a", "i4"), ("b", object)]),
        numpy.array(["2020-01-01"], dtype="datetime64[D]"),
        numpy.ma.masked_array([4, 0], [True, False]),
        numpy.broadcast_to(numpy.float64(1), (10**6, 10**6)),
        numpy.void(b"\0" * 10**6),
        mapped,
    ]
