"""Loops without end in a function under test.

class: exhaust
honest: 8
seconds: 20
"""


def squares(numbers):
    while True:
        pass
