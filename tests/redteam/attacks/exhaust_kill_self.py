"""Kills itself in a function under test.

class: exhaust
honest: 8
"""

import os
import signal


def squares(numbers):
    os.kill(os.getpid(), signal.SIGKILL)
