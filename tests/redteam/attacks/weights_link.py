"""A zip in which the weights are a link to a file of the grader.

class: weights
lab: handed
where: file
status: rejected
unsandboxed: yes
"""

import zipfile

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    with zipfile.ZipFile(folder / "s.zip", "w") as archive:
        archive.write(folder / "handed.ipynb", "handed.ipynb")
        link = zipfile.ZipInfo("weights/handed.safetensors")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "../../../solutions/handed/weights/handed.safetensors")
    return folder / "s.zip"
