"""Makes folders in folders, deeper than a recursive walk over them can go.

class: exhaust
where: end
"""

import os

here = os.getcwd()
try:
    for _ in range(1500):
        os.mkdir("d")
        os.chdir("d")
except OSError:
    pass
os.chdir(here)
