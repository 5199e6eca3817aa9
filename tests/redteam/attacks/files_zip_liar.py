"""A zip whose notebook says that it has ten bytes, and unpacks to 100 MB.

class: files
where: file
status: rejected
unsandboxed: yes
"""

import struct
import zipfile


def build(honest, folder):
    with zipfile.ZipFile(folder / "s.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trials.ipynb", b" " * 100 * 2**20)
    content = (folder / "s.zip").read_bytes()
    size = struct.pack("<L", 100 * 2**20)
    assert content.count(size) >= 2
    (folder / "s.zip").write_bytes(content.replace(size, struct.pack("<L", 10)))
    return folder / "s.zip"
