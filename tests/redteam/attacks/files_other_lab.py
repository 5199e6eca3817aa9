"""A notebook of another lab.

class: files
where: file
status: rejected
unsandboxed: yes
"""

from torchgrade import notebook as nb


def build(honest, folder):
    honest.metadata["otter"] = {"assignment_name": "<b>other</b>"}
    nb.write(honest, folder / "trials.ipynb")
    return folder / "trials.ipynb"
