"""Stops the notebook's own process in the last cell.

class: exhaust
where: end
seconds: 15
slow: waits for a limit, as exhaust_stop_self does
"""

import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
