"""Returns dicts, tuples and sets nested in each other, as deep as the format may allow.

class: exhaust
honest: 8
"""


def squares(numbers):
    deep = ()
    for depth in range(3000):
        deep = ({depth: deep}, frozenset([depth]))
    return [deep, 0]
