"""A header whose tensors overlap, run backwards, and hold a metadata bomb.

class: weights
lab: handed
where: file
unsandboxed: yes
"""

import json
import struct

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "handed.ipynb")
    (folder / "weights").mkdir()
    entries = {
        "__metadata__": {"dataset": "<script>alert('redteam-mark')</script>", "x": "y" * 40000},
        "weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [16, 0]},
        "bias": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
    }
    header = json.dumps(entries).encode()
    (folder / "weights" / "handed.safetensors").write_bytes(
        struct.pack("<Q", len(header)) + header + b"\0" * 24
    )
    return folder
