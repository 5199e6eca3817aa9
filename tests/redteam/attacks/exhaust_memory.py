"""Fills eight gigabytes of memory in a cell after the work is done.

class: exhaust
where: end
seconds: 60
"""

blocks = []
for _ in range(128):
    blocks.append(b"\xaa" * 2**26)
