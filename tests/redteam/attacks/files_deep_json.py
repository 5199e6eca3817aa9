"""A notebook of brackets in brackets, a million deep.

class: files
where: file
status: rejected
unsandboxed: yes
"""


def build(honest, folder):
    (folder / "trials.ipynb").write_text('{"cells":' + "[" * 1_000_000)
    return folder / "trials.ipynb"
