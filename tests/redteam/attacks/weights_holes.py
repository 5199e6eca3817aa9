"""A giant file of holes, which takes no disk until somebody reads it, behind a right header.

class: weights
lab: handed
where: file
status: graded rejected
unsandboxed: yes
"""

import json
import os
import struct

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    entries = {
        "weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
        "bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},
    }
    header = json.dumps(entries).encode()
    path = folder / "weights" / "handed.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    os.truncate(path, 2**40)
    return folder
