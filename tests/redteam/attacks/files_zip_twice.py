"""A zip with two files of the same name, one honest and one with fewer cells.

class: files
where: file
status: graded rejected
honest: 0..10
"""

import warnings
import zipfile

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    with zipfile.ZipFile(folder / "s.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.write(folder / "trials.ipynb", "trials.ipynb")
        del honest.cells[3:]
        nb.write(honest, folder / "trials.ipynb")
        archive.write(folder / "trials.ipynb", "trials.ipynb")
    return folder / "s.zip"
