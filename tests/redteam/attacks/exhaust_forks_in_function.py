"""Forks in a function under test, to at most 1,000 processes that ignore signals and wait.

class: exhaust
where: q4_squares
honest: 8
seconds: 30
slow: as many processes as may be, as exhaust_forks has them
"""

import os
import signal
import time


def squares(numbers):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for _ in range(10):
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)
    time.sleep(600)
