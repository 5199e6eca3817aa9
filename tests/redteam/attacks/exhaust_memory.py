"""Fills eight gigabytes of memory in a cell after the work is done.
While it is being ended, tests of its own work may run out of memory.

class: exhaust
honest: 0..10
where: end
seconds: 60
"""

blocks = []
for _ in range(128):
    blocks.append(b"\xaa" * 2**26)
