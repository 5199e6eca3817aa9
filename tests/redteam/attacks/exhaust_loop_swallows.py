"""Loops without end in a function under test and swallows every exception and signal.

class: exhaust
honest: 8
seconds: 20
slow: waits for a limit, as exhaust_stop_self and exhaust_loop_in_cell do
"""

import signal


def squares(numbers):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            signal.pause()
        except BaseException:
            pass
