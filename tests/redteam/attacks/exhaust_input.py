"""Waits for input that nobody gives.

class: exhaust
honest: 8
seconds: 20
"""

import os
import sys


def squares(numbers):
    try:
        return [input("?"), sys.stdin.read(), os.read(0, 10)]
    except Exception:
        return [sys.__stdin__.read()]
