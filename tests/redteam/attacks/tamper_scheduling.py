"""Asks the kernel for the least of all: idle scheduling, one processor, sloppy timers.

class: tamper
where: start
honest: 0..10
"""

import ctypes as _ctypes
import os as _os

for _ask in (
    lambda: _os.nice(19),
    lambda: _os.sched_setaffinity(0, {min(_os.sched_getaffinity(0))}),
    lambda: _os.sched_setscheduler(0, _os.SCHED_IDLE, _os.sched_param(0)),
    lambda: _ctypes.CDLL(None).prctl(29, _ctypes.c_ulong(2**62), 0, 0, 0),
    lambda: _ctypes.CDLL(None).prctl(4, 0, 0, 0, 0),
):
    try:
        _ask()
    except Exception:
        pass
