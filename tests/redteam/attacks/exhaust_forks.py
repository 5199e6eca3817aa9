"""Forks as fast as it can, to at most 4,000 processes that wait for ten minutes.

class: exhaust
where: end
seconds: 30
"""

import os
import time

for generation in range(2):
    for _ in range(63):
        try:
            if os.fork() == 0:
                break
        except OSError:
            time.sleep(0.01)
    else:
        break
time.sleep(600)
