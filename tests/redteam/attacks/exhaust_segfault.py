"""Reads address zero, and aborts.

class: exhaust
honest: 7
"""

import ctypes
import os


def squares(numbers):
    ctypes.string_at(0)


class Net(nn.Module):
    def __init__(self):
        os.abort()
