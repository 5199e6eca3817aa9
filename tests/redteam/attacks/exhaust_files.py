"""Makes thirty thousand files, and folders in folders until no path can name them.

class: exhaust
where: end
seconds: 60
"""

import os

for number in range(30_000):
    with open(f"small{number}", "w"):
        pass
for _ in range(1500):
    try:
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
    except OSError:
        break
