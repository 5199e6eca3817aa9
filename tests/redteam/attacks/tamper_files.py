"""Overwrites the lab's settings, its support files and everything else in its folder.

class: tamper
where: start
unsandboxed: yes
"""

import os

for name in (
    "lab.toml",
    "helper.py",
    "otter_config.json",
    "torchgrade.json",
    "trials.ipynb",
    "requirements.txt",
):
    try:
        with open(name, "w") as file:
            file.write("points = 0\n[limits]\nseconds = 100000\n")
        os.chmod(name, 0)
    except OSError:
        pass
