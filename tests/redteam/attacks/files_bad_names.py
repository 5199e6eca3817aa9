"""A zip with names that are no UTF-8, with control characters, and of 5,000 letters.

class: files
where: file
"""

import zipfile

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    with zipfile.ZipFile(folder / "s.zip", "w") as archive:
        archive.write(folder / "trials.ipynb", "trials.ipynb")
        for name in ("XXXXXXX", "\x1b[2J\x07", "con", "a" * 5000, "\u202etxt.py"):
            archive.writestr(name, "x")
    content = (folder / "s.zip").read_bytes()
    (folder / "s.zip").write_bytes(content.replace(b"XXXXXXX", b"\xff\xfe\x80\xc0\xaf\xff\xff"))
    return folder / "s.zip"
