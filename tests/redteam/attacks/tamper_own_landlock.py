"""Closes all files to itself, its own folder too, before its questions are tested.

class: tamper
where: q3_answer
honest: 0..10
"""

import ctypes as _ctypes
import struct as _struct

_call = _ctypes.CDLL(None).syscall
_fields = _struct.pack("=3Q", (1 << 13) - 1, 0, 0)
_rules = _call(444, _fields, _ctypes.c_size_t(24), 0)
if _rules >= 0:
    _call(446, _rules, 0)
