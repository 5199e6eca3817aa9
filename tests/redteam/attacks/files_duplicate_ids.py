"""A notebook in which all cells have one id.

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
    for cell in content["cells"]:
        cell["id"] = "same"
    path.write_text(json.dumps(content))
    return path
