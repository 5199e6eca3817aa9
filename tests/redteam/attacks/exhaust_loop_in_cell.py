"""Loops without end in a cell after the work is done.

class: exhaust
where: end
seconds: 15
"""

while True:
    pass
