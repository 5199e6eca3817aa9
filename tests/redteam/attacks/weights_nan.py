"""Weights of NaN and infinity, for which every comparison is false.

class: weights
lab: handed
where: file
unsandboxed: yes
"""

import torch
from safetensors.torch import save_file
from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    nan = {"weight": torch.full((2, 2), float("nan")), "bias": torch.full((2,), float("inf"))}
    save_file(nan, folder / "weights" / "handed.safetensors")
    return folder
