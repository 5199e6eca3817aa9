"""A folder in which a pipe lies beside the notebook, so that whoever reads it waits.

class: files
where: file
unsandboxed: yes
"""

import os

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    os.mkfifo(folder / "lab.toml")
    os.mkfifo(folder / "other.ipynb")
    return folder
