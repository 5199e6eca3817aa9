"""A notebook without any metadata, in the notebook and in its cells.

class: files
where: file
status: graded rejected
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
        cell.pop("metadata", None)
        cell.pop("id", None)
    path.write_text(json.dumps(content))
    return path
