"""Stops itself in a function under test: it neither ends nor answers.

class: exhaust
honest: 8
seconds: 20
"""

import os
import signal


def squares(numbers):
    os.kill(os.getpid(), signal.SIGSTOP)
