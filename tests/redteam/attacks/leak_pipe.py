"""Sends hidden inputs through pipes, socketpairs, eventfds and memfds that forks share.

class: leak
unsandboxed: yes
"""

import os
import socket
import time

if "pipe" not in globals():
    pipe, pair = os.pipe(), socket.socketpair()
    try:
        memory = os.memfd_create("seen")
    except (AttributeError, OSError):
        memory = os.open("/dev/null", os.O_RDWR)
    for end in (*pipe, pair[0].fileno(), pair[1].fileno()):
        os.set_blocking(end, False)


def keep(thing):
    text = f"{thing}\n".encode()[:2000]
    for send in (
        lambda: os.write(pipe[1], text),
        lambda: pair[0].send(text),
        lambda: os.write(memory, text),
    ):
        try:
            send()
        except OSError:
            pass


def scale(x):
    keep(x.tolist())
    return 2.5 * x + 1.0


def squares(numbers):
    keep(numbers)
    return [number + number for number in numbers]


def shout(words):
    time.sleep(1)  # a hidden case that is tested meanwhile may send something
    found = []
    for read in (
        lambda: os.read(pipe[0], 60000),
        lambda: pair[1].recv(60000),
        lambda: os.pread(memory, 60000, 0),
    ):
        try:
            found.append(read())
        except OSError:
            pass
    raise ValueError(repr(found))
