"""Tens of thousands of outputs with a wrong key, and metadata of types that otter does not expect.

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
    wrong = {"output_type": "stream", "name": "stdout", "text": "", "z": 1}
    odd = ["x", {"tests": 5}, {"tests": [{}]}, {"ignore": []}]
    content["cells"] += [
        {"cell_type": "code", "id": "*", "source": "1", "metadata": {"otter": value}}
        for value in odd
    ]
    content["cells"][-1] |= {"outputs": [wrong] * 30_000, "execution_count": "9" * 5000}
    content["cells"][-2]["metadata"]["tags"] = ["a" * 2**20 + ","]
    path.write_text(json.dumps(content).replace(f'"{"9" * 5000}"', "9" * 5000))
    return path
