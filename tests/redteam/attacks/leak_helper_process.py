"""Starts a helper that remembers what test cases tell it, and that a public test case asks.

class: leak
seconds: 30
"""

import os
import socket

if "front" not in globals():
    front, back = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    if os.fork() == 0:
        os.setsid()
        seen = []
        while True:
            data = back.recv(4000)
            if data == b"tell":
                back.send(repr(seen).encode())
            elif not data:
                os._exit(0)
            else:
                seen.append(data)
    front.settimeout(0.5)


def keep(thing):
    try:
        front.send(f"{thing}".encode()[:2000])
    except OSError:
        pass


def squares(numbers):
    keep(numbers)
    return [number + number for number in numbers]


def shout(words):
    keep("tell")
    try:
        raise ValueError(front.recv(60000).decode())
    except OSError:
        return words
