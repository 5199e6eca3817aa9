"""A header that names a tensor twice, so that two readers may take two different ones.

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
    header = (
        b'{"weight": {"dtype": "F64", "shape": [200, 2], "data_offsets": [0, 3200]},'
        b' "weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},'
        b' "bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]}}'
    )
    path = folder / "weights" / "handed.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(24))
    return folder
