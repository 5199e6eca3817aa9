"""A notebook in the format of 2013.

class: files
where: file
unsandboxed: yes
"""

import json

from torchgrade import notebook as nb


def build(honest, folder):
    cells = [
        {
            "cell_type": "code",
            "input": nb.source(cell),
            "language": "python",
            "outputs": [],
            "collapsed": False,
            "metadata": {},
        }
        for cell in honest.cells
        if cell.cell_type == "code"
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    (folder / "trials.ipynb").write_text(json.dumps(old))
    return folder / "trials.ipynb"
