"""Puts a pipe where a test reads the student's file, so that the test would wait for ever.

class: files
lab: handed
where: q1_letter
honest: 1
seconds: 20
"""

import os

os.unlink("letter.txt")
os.mkfifo("letter.txt")
