"""Has threads of its own running at every check, that hold locks when a snapshot is taken.

class: exhaust
where: start
honest: 0..10
seconds: 40
"""

import logging
import sys
import threading
import time


def hold():
    lock = (
        logging.getLogger().handlers[0].lock if logging.getLogger().handlers else threading.RLock()
    )
    while True:
        with lock:
            print(".", end="", file=sys.__stderr__)
            time.sleep(0.001)


for _ in range(8):
    threading.Thread(target=hold, daemon=True).start()
