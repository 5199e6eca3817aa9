"""Leaves a child of a test case behind that waits for a later one, with the hidden input in its name.

class: leak
seconds: 30
"""

import ctypes
import os
import time

libc = ctypes.CDLL(None)


def squares(numbers):
    if os.fork() == 0:
        try:
            os.setsid()
        except OSError:
            pass
        name = ctypes.create_string_buffer(16)
        libc.prctl(16, name, 0, 0, 0)
        libc.prctl(15, name.value + str(numbers[0]).encode(), 0, 0, 0)
        time.sleep(20)
        os._exit(0)
    return [number + number for number in numbers]


def shout(words):
    found = []
    for pid in [p for p in os.listdir("/proc") if p.isdigit()]:
        try:
            found.append(open(f"/proc/{pid}/comm").read())
        except OSError:
            pass
    raise ValueError(" ".join(found))
