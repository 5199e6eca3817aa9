"""Run a command as on a kernel without Landlock: its calls give ENOSYS.

python -m tests.support.without_landlock COMMAND [ARGUMENT...]
"""

from __future__ import annotations

import errno
import os
import sys

LANDLOCK = (444, 445, 446)  # the numbers are the same on every architecture


def take_away() -> None:
    """Take Landlock from this process and its children, for good."""
    import pyseccomp as sc

    rules = sc.SyscallFilter(sc.ALLOW)
    for number in LANDLOCK:
        rules.add_rule(sc.ERRNO(errno.ENOSYS), number)
    rules.load()


if __name__ == "__main__":
    take_away()
    os.execvp(sys.argv[1], sys.argv[1:])
