"""Has four processes fill two gigabytes each, so that no single one is large.
What it leaves running may cost tests of its own work.

class: exhaust
honest: 0..10
where: end
seconds: 60
slow: as much memory as may be, as exhaust_memory takes
"""

import os
import time

for _ in range(3):
    try:
        if os.fork() == 0:
            break
    except OSError:
        break
blocks = []
for _ in range(32):
    blocks.append(b"\xaa" * 2**26)
time.sleep(600)
