"""Fills four gigabytes of memory that is a file: memfd, shared mappings, /dev/shm.

class: exhaust
where: end
seconds: 60
slow: writes gigabytes; exhaust_memory meets the same limit with every commit
"""

import mmap
import os

kept = []
for _ in range(32):
    shared = mmap.mmap(-1, 2**26)
    shared.write(b"\xaa" * 2**26)
    kept.append(shared)
descriptor = os.memfd_create("kept")
for _ in range(32):
    os.write(descriptor, b"\xaa" * 2**26)
