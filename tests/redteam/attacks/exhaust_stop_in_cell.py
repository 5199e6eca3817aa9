"""Stops the notebook's own process in the last cell.

class: exhaust
where: end
seconds: 15
"""

import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
