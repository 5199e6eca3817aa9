"""A notebook beside folders in folders, more than a path can name.

class: files
where: file
status: rejected
unsandboxed: yes
"""

import os

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    here = os.getcwd()
    os.chdir(folder)
    try:
        for _ in range(60):
            os.mkdir("a" * 100)
            os.chdir("a" * 100)
    finally:
        os.chdir(here)
    return folder
