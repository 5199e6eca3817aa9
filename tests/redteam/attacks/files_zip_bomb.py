"""A zip of a few hundred kilobytes that unpacks to 600 MB.

class: files
where: file
status: rejected
unsandboxed: yes
"""

import zipfile

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    with zipfile.ZipFile(folder / "s.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "trials.ipynb", "trials.ipynb")
        with archive.open("zeros.txt", "w") as member:
            for _ in range(600):
                member.write(b"\0" * 2**20)
    return folder / "s.zip"
