"""A notebook with numbers of a million digits, NaN, and doubled keys.

class: files
where: file
status: graded rejected
honest: 10
unsandboxed: yes
"""

from torchgrade import notebook as nb


def build(honest, folder):
    path = folder / "trials.ipynb"
    nb.write(honest, path)
    text = path.read_text()
    number = "9" * 1_000_000
    path.write_text(
        text.replace('"metadata": {', f'"metadata": {{"n": {number}, "x": NaN, "x": 1e999,', 1)
    )
    return path
