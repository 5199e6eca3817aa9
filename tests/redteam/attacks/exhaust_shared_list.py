"""Returns a small object that is huge when written out: each list holds the one before it many times.

class: exhaust
honest: 8
"""


def squares(numbers):
    bomb = [1] * 10
    for _ in range(40):
        bomb = [bomb] * 10
    return [bomb, 0]
