"""A notebook with 200 MB of outputs.

class: files
where: file
status: rejected
unsandboxed: yes
"""

import nbformat
from torchgrade import notebook as nb


def build(honest, folder):
    code = [cell for cell in honest.cells if cell.cell_type == "code"]
    for cell in code[:4]:
        cell["outputs"] = [nbformat.v4.new_output("stream", text="x" * 50 * 2**20)]
    nb.write(honest, folder / "trials.ipynb")
    return folder / "trials.ipynb"
