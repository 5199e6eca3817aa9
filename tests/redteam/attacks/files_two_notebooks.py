"""Two notebooks of the right name in two folders.

class: files
where: file
status: rejected
unsandboxed: yes
"""

from torchgrade import notebook as nb


def build(honest, folder):
    for name in ("a", "b"):
        (folder / name).mkdir()
        nb.write(honest, folder / name / "trials.ipynb")
    return folder
