"""Announces a frame of 2**63 bytes, then says nothing more.

class: forge
honest: 5..10
seconds: 15
"""

import os
import struct
import time


def squares(numbers):
    for fd in range(3, 64):
        try:
            os.set_blocking(fd, False)
            os.write(fd, struct.pack("!Q", 2**63 - 1) + struct.pack("<Q", 2**40) + b"\xff" * 64)
        except OSError:
            pass
    time.sleep(30)
    return []
