"""Writes a gigabyte to the descriptors of stdout and stderr, past Python.

class: exhaust
where: end
seconds: 60
"""

import os

block = b"x" * 2**20
for _ in range(512):
    for fd in (1, 2):
        try:
            os.write(fd, block)
        except OSError:
            pass
