"""Returns a list of four million entries.

class: exhaust
honest: 8
seconds: 60
"""


def squares(numbers):
    return [4, 0] + [1] * 4_000_000
