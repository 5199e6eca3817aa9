"""Returns a tensor that lies in a file which it has emptied: to read it is a bus error.

class: tamper
where: end
honest: 2..10
"""

import os

open("memory.bin", "wb").write(b"\0" * 80_000)
gone = torch.from_file("memory.bin", shared=True, size=10_000)
os.truncate("memory.bin", 0)


def scale(x):
    return gone[: x.numel()].view(x.shape)


answer = gone
