"""A zip in which one name is a file and a folder.

class: files
where: file
lab: handed
status: rejected
unsandboxed: yes
"""

import zipfile

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    with zipfile.ZipFile(folder / "s.zip", "w") as archive:
        archive.write(folder / "handed.ipynb", "handed.ipynb")
        archive.writestr("weights", "x")
        archive.writestr("weights/a.safetensors", "x")
    return folder / "s.zip"
