"""Checks the question from inside the function that the question tests.

class: exhaust
where: q4_squares
honest: 8..10
seconds: 30
"""


def squares(numbers):
    grader.check("q4_squares")
    return [number + number for number in numbers]
