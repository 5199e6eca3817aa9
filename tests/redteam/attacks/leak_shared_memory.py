"""Writes hidden inputs into memory that forks share, and reads them in a public test case.

class: leak
unsandboxed: yes
"""

import mmap

if "shared" not in globals():
    shared = mmap.mmap(-1, 65536)


def keep(thing):
    shared.write(f"{thing}\n".encode()[:1000])


def scale(x):
    keep(x.tolist())
    return 2.5 * x + 1.0


def squares(numbers):
    keep(numbers)
    return [number + number for number in numbers]


def shout(words):
    raise ValueError(shared[:].rstrip(b"\0").decode(errors="replace"))
