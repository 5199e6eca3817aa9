"""A zip whose names go up with backslashes.

class: files
where: file
status: rejected
unsandboxed: yes
"""

import zipfile

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    with zipfile.ZipFile(folder / "s.zip", "w") as archive:
        archive.write(folder / "trials.ipynb", "trials.ipynb")
        archive.writestr("..\\..\\redteam-mark-backslash", "x")
    return folder / "s.zip"
