"""Checks a question three hundred times.

class: exhaust
where: end
seconds: 60
"""

for _ in range(300):
    grader.check("q1_scale")
