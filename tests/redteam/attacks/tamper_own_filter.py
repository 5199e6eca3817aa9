"""Forbids itself, by a filter of system calls, new processes, clocks and waiting.

class: tamper
where: q3_answer
honest: 0..10
"""

import ctypes as _ctypes
import errno as _errno
import struct as _struct

try:
    _numbers = [56, 57, 58, 435, 228, 35, 230, 7, 270]  # clone, fork, sleep, poll of x86-64
    _code = [(0x20, 0, 0, 0)]
    for _at, _number in enumerate(_numbers):
        _code.append((0x15, len(_numbers) - _at, 0, _number))
    _code += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x00050000 | _errno.ENOSYS)]
    _bytes = b"".join(_struct.pack("HBBI", *one) for one in _code)
    _buffer = _ctypes.create_string_buffer(_bytes)

    class _Program(_ctypes.Structure):
        _fields_ = (("count", _ctypes.c_ushort), ("filter", _ctypes.c_void_p))

    _program = _Program(len(_code), _ctypes.addressof(_buffer))
    _ctypes.CDLL(None).prctl(22, 2, _ctypes.byref(_program), 0, 0)
except Exception:
    pass
