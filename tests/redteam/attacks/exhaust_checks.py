"""Checks a question a hundred times.

class: exhaust
where: end
seconds: 60
"""

for _ in range(100):
    grader.check("q1_scale")
