"""A notebook that is no JSON.

class: files
where: file
status: rejected
unsandboxed: yes
"""


def build(honest, folder):
    (folder / "trials.ipynb").write_bytes(b'{"cells": [' + b"\xff" * 100)
    return folder / "trials.ipynb"
