"""Puts a folder, without rights, where a test reads the student's file.

class: files
lab: handed
where: q1_letter
honest: 1
unsandboxed: yes
"""

import os

os.unlink("letter.txt")
os.mkdir("letter.txt", mode=0)
