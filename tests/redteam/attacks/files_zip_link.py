"""A zip with a symbolic link to a secret in the place of a support file.

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
        link = zipfile.ZipInfo("helper.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return folder / "s.zip"
