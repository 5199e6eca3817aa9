"""Backtracks for ever in a regular expression.

class: exhaust
honest: 8
seconds: 20
"""

import re


def squares(numbers):
    return [re.fullmatch(r"(a|aa)+b", "a" * 90)]
