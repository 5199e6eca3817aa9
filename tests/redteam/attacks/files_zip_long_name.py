"""A zip with a name that no file can have, in the folder that the lab asks for.

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
        archive.writestr("weights/" + "a" * 300, "x")
    return folder / "s.zip"
