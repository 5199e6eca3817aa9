"""Makes its folder's file a link to what the reader, not the writer, can see.

class: files
lab: handed
where: q1_letter
honest: 1
"""

import os

os.unlink("letter.txt")
os.symlink("../tests/q1_letter.py", "letter.txt")
