"""A notebook of three thousand cells, one of them with 5 MB of source.

class: files
where: file
"""

import nbformat
from torchgrade import notebook as nb


def build(honest, folder):
    honest.cells += [
        nbformat.v4.new_code_cell(f"more_{number} = {number}") for number in range(3000)
    ]
    honest.cells.append(nbformat.v4.new_code_cell("text = '" + "x" * 5 * 2**20 + "'"))
    nb.write(nb.normalise(honest), folder / "trials.ipynb")
    return folder / "trials.ipynb"
