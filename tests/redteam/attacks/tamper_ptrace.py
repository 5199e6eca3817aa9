"""Attaches to its parent with ptrace, and reads and writes it with process_vm_readv and pidfd_getfd.

class: tamper
where: q5_shout
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
won = []


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]


parent = os.getppid()
if libc.ptrace(16, parent, None, None) == 0:
    won.append("redteam-win: ptrace attached")
    libc.ptrace(17, parent, None, None)
buffer = ctypes.create_string_buffer(64)
here = Part(ctypes.cast(buffer, ctypes.c_void_p), 64)
there = Part(ctypes.cast(libc.getpid, ctypes.c_void_p), 8)
for name in ("process_vm_readv", "process_vm_writev"):
    if getattr(libc, name)(parent, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
        won.append(f"redteam-win: {name} of the parent")
handle = libc.syscall(434, parent, 0)
if handle >= 0:
    for fd in range(16):
        if libc.syscall(438, handle, fd, 0) >= 0:
            won.append("redteam-win: pidfd_getfd of the parent")


def shout(words):
    raise ValueError("\n".join(won))
