"""Returns numbers that a test may use as a size or an exponent.

class: exhaust
honest: 8
unsandboxed: yes
"""


def squares(numbers):
    return [2**70, float("1e308"), -(2**63)]


answer = 2**62
