"""Checks its questions from forked children and threads, while the notebook itself goes on.

class: forge
where: end
seconds: 30
"""

import os
import threading

for question in ("q4_squares", "q5_shout"):
    child = os.fork()
    if child == 0:
        try:
            grader.check(question)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    thread = threading.Thread(target=grader.check, args=(question,), daemon=True)
    thread.start()
    thread.join(5)
