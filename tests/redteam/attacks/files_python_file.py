"""A .py file with the right name in place of a notebook.

class: files
where: file
status: rejected
unsandboxed: yes
"""


def build(honest, folder):
    (folder / "trials.py").write_text("open('/tmp/redteam-mark-py', 'w')\n")
    return folder
