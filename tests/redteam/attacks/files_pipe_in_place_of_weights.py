"""A folder with a pipe, a socket's name and a file of holes in the places of weights.

class: files
where: file
lab: handed
honest: 0..10
status: graded rejected
unsandboxed: yes
"""

import os

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    os.mkfifo(folder / "weights" / "handed_digits.safetensors")
    os.mkfifo(folder / "weights" / "other.safetensors")
    with open(folder / "weights" / "holes.safetensors", "wb") as file:
        file.truncate(2**36)
    return folder
