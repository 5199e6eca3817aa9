"""Returns a list nested ten thousand deep.

class: exhaust
honest: 8
unsandboxed: yes
"""


def squares(numbers):
    deep = []
    for _ in range(10_000):
        deep = [deep]
    return [deep, 0]
