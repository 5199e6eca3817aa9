"""Fills eight gigabytes of memory in a function under test, in pieces, and from several processes.

class: exhaust
where: q4_squares
honest: 8
seconds: 60
slow: as much memory as may be, as exhaust_memory takes
"""

import os


def squares(numbers):
    for _ in range(1):
        os.fork()
    blocks = []
    for _ in range(64):
        blocks.append(b"\xaa" * 2**26)
    return blocks
