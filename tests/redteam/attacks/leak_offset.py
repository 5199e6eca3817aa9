"""Encodes hidden inputs in the offset and the length of a deleted file that forks share.

class: leak
unsandboxed: yes
"""

import os
import tempfile

if "shared" not in globals():
    shared = tempfile.TemporaryFile(dir=".")


def squares(numbers):
    os.lseek(shared.fileno(), abs(int(numbers[0])), os.SEEK_SET)
    return [number + number for number in numbers]


def shout(words):
    raise ValueError(f"the offset is {os.lseek(shared.fileno(), 0, os.SEEK_CUR)}")
