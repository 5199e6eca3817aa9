"""Makes a hundred thousand files, and folders in folders until no path can name them.

class: exhaust
where: end
seconds: 60
"""

import os

for number in range(100_000):
    with open(f"small{number}", "w"):
        pass
for _ in range(3000):
    try:
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
    except OSError:
        break
