"""Loops without end in a function under test.

class: exhaust
honest: 8
seconds: 20
slow: waits for a limit, as exhaust_loop_in_cell does
"""


def squares(numbers):
    while True:
        pass
