"""Returns a generator without end, whose entries are large.

class: exhaust
honest: 8
seconds: 40
"""


def squares(numbers):
    while True:
        yield "9" * 10**6
