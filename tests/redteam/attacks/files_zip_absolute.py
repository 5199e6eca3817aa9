"""A zip with absolute paths and drive letters.

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
        archive.writestr("/tmp/redteam-mark-absolute", "x")
        archive.writestr("C:\\redteam-mark", "x")
    return folder / "s.zip"
