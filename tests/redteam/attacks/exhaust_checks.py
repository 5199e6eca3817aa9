"""Checks a question a thousand times.

class: exhaust
where: end
seconds: 60
"""

for _ in range(1000):
    grader.check("q1_scale")
