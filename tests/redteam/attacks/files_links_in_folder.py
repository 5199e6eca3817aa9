"""A folder whose notebook is a link to another student's, with more links beside it.

class: files
where: file
status: rejected
unsandboxed: yes
"""


def build(honest, folder):
    (folder / "trials.ipynb").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(".")
    (folder / "up").symlink_to("/")
    return folder
