"""Returns a list of ten million entries.

class: exhaust
honest: 8
seconds: 60
"""


def squares(numbers):
    return [4, 0] + [1] * 10_000_000
