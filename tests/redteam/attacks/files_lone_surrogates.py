"""Half a surrogate pair, which JSON has and UTF-8 has not, in code, text, metadata and outputs.

class: files
where: file
unsandboxed: yes
"""

import json

from torchgrade import notebook as nb

LONE = "\ud800"


def build(honest, folder):
    path = folder / "trials.ipynb"
    nb.write(honest, path)
    content = json.loads(path.read_text())
    output = {"output_type": "stream", "name": LONE, "text": LONE}
    content["cells"] += [
        {"cell_type": "code", "source": f"x = '{LONE}'", "outputs": [output], "metadata": {}},
        {"cell_type": "markdown", "source": [LONE], "metadata": {LONE: {"tags": [LONE]}}},
    ]
    content["metadata"]["torchgrade"] = {"stamp": LONE}
    path.write_text(json.dumps(content))
    return path
