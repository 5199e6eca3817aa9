"""Dies in a call while a child keeps every descriptor open, so that no end of file ever comes.

class: forge
where: q4_squares
honest: 8
seconds: 20
"""

import os
import time


def squares(numbers):
    if os.fork() == 0:
        time.sleep(300)
    os._exit(0)
