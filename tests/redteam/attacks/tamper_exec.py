"""Replaces itself by another program that keeps the channel and answers in its place.

class: tamper
where: end
seconds: 15
"""

import ctypes
import os
import sys

for fd in range(3, 64):
    try:
        os.set_inheritable(fd, True)
    except OSError:
        pass
name = ctypes.create_string_buffer(16)
ctypes.CDLL(None).prctl(16, name, 0, 0, 0)
program = "import time; time.sleep(600)"
os.execv(sys.executable, [sys.executable, "-c", program, name.value.decode()])
