"""Loops without end in the first cell, and swallows the interruption.

class: exhaust
where: start
honest: 0..10
status: graded rejected
seconds: 10
"""

while True:
    try:
        while True:
            pass
    except BaseException:
        pass
