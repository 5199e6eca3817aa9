"""Keeps inputs in globals in one test case, and shows them in a public one of another question.

class: leak
unsandboxed: yes
"""

import builtins

builtins.kept = getattr(builtins, "kept", [])


def scale(x):
    builtins.kept.append(x.tolist())
    return 2.5 * x + 1.0


def squares(numbers):
    builtins.kept.append(numbers)
    return [number + number for number in numbers]


def shout(words):
    raise ValueError(f"{builtins.kept}")
