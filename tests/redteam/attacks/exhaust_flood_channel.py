"""Writes to its channel as fast as it can, for ever, where the grader waits for one answer.

class: exhaust
where: q4_squares
honest: 5..10
status: graded
seconds: 20
"""

import os


def squares(numbers):
    block = b"\xff" * 2**20
    for _ in range(1024):
        for fd in range(3, 32):
            try:
                os.set_blocking(fd, False)
                os.write(fd, block)
            except OSError:
                pass
    return []
