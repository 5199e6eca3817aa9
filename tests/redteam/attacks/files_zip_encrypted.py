"""A zip that says it is encrypted.

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
    content = bytearray((folder / "s.zip").read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    (folder / "s.zip").write_bytes(content)
    return folder / "s.zip"
