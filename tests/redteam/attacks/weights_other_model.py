"""Weights of another model, in names, shapes and dtypes.

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
    other = {
        "weight": torch.eye(2, dtype=torch.float64),
        "<img src=x>": torch.ones(2),
        "layer.0.bias": torch.ones(3),
    }
    save_file(other, folder / "weights" / "handed.safetensors")
    return folder
