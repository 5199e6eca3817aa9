"""A notebook with a number of too many digits for Python, and brackets a million deep after it.

class: files
where: file
status: rejected
unsandboxed: yes
"""


def build(honest, folder):
    (folder / "trials.ipynb").write_text('{"n":' + "9" * 5_000 + ',"cells":' + "[" * 1_000_000)
    return folder / "trials.ipynb"
