"""Keeps hidden inputs in System V shared memory, message queues and semaphores, which no folder shows.

class: leak
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p


def memory():
    identifier = libc.shmget(0x7E57, 65536, 0o1666)
    address = libc.shmat(identifier, None, 0) if identifier >= 0 else None
    return address if address not in (None, 2**64 - 1) else None


def keep(thing):
    address = memory()
    if address:
        text = f"{thing}".encode()[:1000]
        ctypes.memmove(address, text, len(text))


def squares(numbers):
    keep(numbers)
    return [number + number for number in numbers]


def shout(words):
    address = memory()
    seen = ctypes.string_at(address, 1000).rstrip(b"\0") if address else b""
    if address:
        libc.shmctl(libc.shmget(0x7E57, 65536, 0), 0, None)
    raise ValueError(repr(seen))
