"""Writes hidden inputs into a tensor in shared memory, and reads it in a public test case.

class: leak
unsandboxed: yes
"""

try:
    if "shared" not in globals():
        shared = torch.zeros(64, dtype=torch.float64).share_memory_()
except Exception:
    shared = torch.zeros(64, dtype=torch.float64)


def scale(x):
    shared[: x.numel()] = x.detach().flatten().double()
    return 2.5 * x + 1.0


def squares(numbers):
    shared[32 : 32 + len(numbers)] = torch.tensor(numbers).double()
    return [number + number for number in numbers]


def shout(words):
    raise ValueError(f"{shared.tolist()}")
