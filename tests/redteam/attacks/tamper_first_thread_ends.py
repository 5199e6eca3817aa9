"""Leaves a process whose first thread has ended, which reads as a zombie, with a name that is no text.

class: tamper
where: end
"""

import ctypes
import os
import threading
import time

libc = ctypes.CDLL(None)
if os.fork() == 0:
    libc.prctl(1, 0, 0, 0, 0)
    name = ctypes.create_string_buffer(16)
    libc.prctl(16, name, 0, 0, 0)
    libc.prctl(15, name.value[:9] + b")\xff\xfe Z", 0, 0, 0)
    if os.fork() == 0:
        threading.Thread(target=time.sleep, args=(60,)).start()
        libc.pthread_exit(None)
    os._exit(0)
time.sleep(0.2)
