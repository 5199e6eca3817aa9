"""Loops without end in the first cell, and swallows the interruption.

class: exhaust
where: start
honest: 0..10
status: graded rejected
seconds: 10
slow: waits for a limit, as exhaust_loop_in_cell does
"""

while True:
    try:
        while True:
            pass
    except BaseException:
        pass
