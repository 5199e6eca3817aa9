"""Replaces its weights by a link, or by others, after the notebook was taken in.

class: weights
lab: handed
where: start
"""

import os

for path in ("weights/handed.safetensors", "handed.safetensors"):
    try:
        os.unlink(path)
        os.symlink("/dev/zero", path)
    except OSError:
        pass
