"""Run a command as on a kernel without Landlock: its calls give ENOSYS.

python tests/support/without_landlock.py [--no-mounts] COMMAND [ARGUMENT...]

With `--no-mounts` root may make no namespaces and mount nothing either, as in most containers.
"""

from __future__ import annotations

import errno
import os
import sys

__all__ = ["take_away"]

LANDLOCK = (444, 445, 446)  # the numbers are the same on every architecture


def take_away(*, mounts: bool = False) -> None:
    """Take Landlock from this process and its children, for good, and mounts where they are to."""
    import pyseccomp as sc

    rules = sc.SyscallFilter(sc.ALLOW)
    for number in LANDLOCK:
        rules.add_rule(sc.ERRNO(errno.ENOSYS), number)
    for name in ("unshare", "mount") if mounts else ():
        rules.add_rule(sc.ERRNO(errno.EPERM), name)
    rules.load()


if __name__ == "__main__":
    without_mounts = sys.argv[1] == "--no-mounts"
    take_away(mounts=without_mounts)
    command = sys.argv[1 + without_mounts :]
    os.execvp(command[0], command)
