"""Becomes a subreaper and a leader of new sessions, and clears the signal that comes when a parent dies.

class: tamper
where: end
"""

import ctypes
import os
import time

libc = ctypes.CDLL(None)
libc.prctl(36, 1, 0, 0, 0)
libc.prctl(1, 0, 0, 0, 0)
libc.prctl(4, 0, 0, 0, 0)
for _ in range(5):
    if os.fork() == 0:
        libc.prctl(1, 0, 0, 0, 0)
        os.setsid()
        if os.fork() == 0:
            os.setsid() if os.getpid() != os.getsid(0) else None
            time.sleep(600)
        os._exit(0)
