"""Prints two hundred megabytes in a function under test, without newlines and with many.

class: exhaust
where: q1_scale
seconds: 60
"""

import sys


def scale(x):
    for _ in range(100):
        print("y" * 2**20, end="")
        sys.stderr.write("\n" * 2**20)
    return 2.5 * x + 1.0
