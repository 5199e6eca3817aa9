"""Tries to write into every folder that others use: temporary, shared, home, course, interpreter.

class: tamper
where: end
"""

import os
import sys

import torchgrade

folders = [
    "/tmp",
    "/dev/shm",
    "/var/tmp",
    "/run",
    "/",
    "/root",
    "/home",
    "/autograder",
    "..",
    "../..",
]
folders += [os.path.expanduser("~"), os.path.dirname(sys.executable), os.path.dirname(os.__file__)]
folders += [os.path.dirname(torch.__file__), "/proc/self/cwd/..", "/etc"]
folders += [os.path.dirname(os.path.dirname(torchgrade.__file__))]
for folder in folders:
    try:
        with open(os.path.join(folder, "redteam-mark-outside"), "w") as file:
            file.write("here")
    except OSError:
        pass
