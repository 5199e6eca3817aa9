"""Blocks and ignores all signals, and makes itself unkillable by politeness.

class: tamper
where: start
"""

import os
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
try:
    os.nice(-20)
except OSError:
    pass
