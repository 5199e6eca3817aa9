"""Asks for what it gave up: user ids, capabilities, limits, mounts, namespaces, keys, bpf, io_uring.

class: tamper
where: q5_shout
"""

import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
won = []
if os.geteuid() != 0:
    for name in ("setuid", "seteuid", "setgid"):
        try:
            getattr(os, name)(0)
            won.append(f"redteam-win: {name}(0)")
        except OSError:
            pass
before = resource.getrlimit(resource.RLIMIT_AS)
if before[1] != resource.RLIM_INFINITY:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        won.append("redteam-win: raised its own limit of memory")
    except (OSError, ValueError):
        pass
# Harmless arguments: a call that is let through fails with EFAULT, EINVAL or EBADF instead of EPERM.
calls = {"mount": 165, "pivot_root": 155, "bpf": 321, "io_uring_setup": 425, "keyctl": 250}
calls |= {
    "add_key": 248,
    "perf_event_open": 298,
    "userfaultfd": 323,
    "init_module": 175,
    "kexec_load": 246,
}
if os.uname().machine == "x86_64":
    for name, number in calls.items():
        ctypes.set_errno(0)
        result = libc.syscall(number, 0, 0, 0, 0, 0)
        if result >= 0 or ctypes.get_errno() not in (1, 13, 38):
            won.append(f"redteam-win: {name} is not refused")
        if result > 2:
            os.close(result)


def shout(words):
    raise ValueError("\n".join(won))
