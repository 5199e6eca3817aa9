"""A header that declares tensors of a million million numbers.

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
        "weight": {"dtype": "F32", "shape": [10**6, 10**6], "data_offsets": [0, 4 * 10**12]},
        "bias": {"dtype": "F32", "shape": [2**63, 2**63], "data_offsets": [4 * 10**12, 2**80]},
    }
    header = json.dumps(entries).encode()
    (folder / "weights" / "handed.safetensors").write_bytes(struct.pack("<Q", len(header)) + header)
    return folder
