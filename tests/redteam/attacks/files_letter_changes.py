"""Changes the student's file again and again while tests read it.

class: files
lab: handed
where: q1_letter
honest: 1..4
seconds: 30
"""

import os
import time

if os.fork() == 0:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        for text in ("dear grader", "dear other", ""):
            try:
                with open("next.txt", "w") as file:
                    file.write(text)
                os.replace("next.txt", "letter.txt")
                os.unlink("letter.txt")
                os.symlink("/etc/passwd", "letter.txt")
                os.unlink("letter.txt")
            except OSError:
                pass
    os._exit(0)
