"""Waits in a public test case for what a hidden one, tested meanwhile, may send through a pipe.

class: leak
unsandboxed: yes
"""

import os
import time

if "pipe" not in globals():
    pipe = os.pipe()
    os.set_blocking(pipe[0], False)


def keep(thing):
    os.write(pipe[1], f"{thing}\n".encode()[:2000])


def scale(x):
    keep(x.tolist())
    return 2.5 * x + 1.0


def squares(numbers):
    keep(numbers)
    return [number + number for number in numbers]


def shout(words):
    found, until = b"", time.monotonic() + 1
    while time.monotonic() < until:
        try:
            found += os.read(pipe[0], 60000)
        except BlockingIOError:
            time.sleep(0.01)
    raise ValueError(repr(found))
