"""Returns lists and dicts that hold themselves.

class: exhaust
honest: 8
unsandboxed: yes
"""


def squares(numbers):
    one, other = [4], {}
    one.append(one)
    other["self"] = other
    one.append(other)
    return one
