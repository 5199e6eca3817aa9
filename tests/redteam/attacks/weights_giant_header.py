"""A file whose header says that it is 2**62 bytes long.

class: weights
lab: handed
where: file
unsandboxed: yes
"""

import struct

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    (folder / "weights" / "handed.safetensors").write_bytes(struct.pack("<Q", 2**62) + b'{"a": 1}')
    return folder
