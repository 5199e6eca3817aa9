"""A notebook with cells that no parser likes: NUL, a hundred thousand brackets, tabs, broken magics.

class: files
where: file
"""

import nbformat
from torchgrade import notebook as nb


def build(honest, folder):
    for source in (
        "(" * 100_000,
        "x = 1\0",
        "-" * 100_000 + "1",
        "%%nothing\nx",
        "!exit 1",
        "%run /etc/passwd",
        "\ud83d\ude00 = 1",
        "if True:\n\tx\n        y",
        "%%javascript\nalert(1)",
        "%reset -f",
        "get_ipython().kernel.do_shutdown(False)",
        "exit()",
        "quit(7)",
    ):
        honest.cells.insert(
            -1, nbformat.v4.new_code_cell(source.encode("utf-16", "surrogatepass").decode("utf-16"))
        )
    nb.write(nb.normalise(honest), folder / "trials.ipynb")
    return folder / "trials.ipynb"
