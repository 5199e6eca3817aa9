"""Writes random bytes to every descriptor that it has, before the first answer.

class: forge
where: start
honest: 0..10
status: graded rejected
seconds: 15
"""

import os

for fd in range(3, 256):
    try:
        os.set_blocking(fd, False)
        os.write(fd, os.urandom(65536))
    except OSError:
        pass
