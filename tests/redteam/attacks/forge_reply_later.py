"""Answers wrong at once, while a fork sends a second answer a moment later, into the next test case.

class: forge
where: q4_squares
honest: 7..10
seconds: 20
"""

import os
import time


def squares(numbers):
    if os.fork() == 0:
        time.sleep(0.5)
        return [4, 0]
    return [number + number for number in numbers]
