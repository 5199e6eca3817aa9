"""A notebook without metadata and without cell ids.

class: files
where: file
unsandboxed: yes
"""

import json

from torchgrade import notebook as nb


def build(honest, folder):
    path = folder / "trials.ipynb"
    nb.write(honest, path)
    content = json.loads(path.read_text())
    content["metadata"] = {}
    for cell in content["cells"]:
        cell.pop("id", None)
    path.write_text(json.dumps(content))
    return path
