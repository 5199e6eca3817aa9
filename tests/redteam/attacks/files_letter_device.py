"""Puts a link to an endless device where a test reads the student's file.

class: files
lab: handed
where: q1_letter
honest: 1
seconds: 30
"""

import os

os.unlink("letter.txt")
os.symlink("/dev/zero", "letter.txt")
