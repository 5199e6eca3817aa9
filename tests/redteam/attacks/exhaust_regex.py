"""Backtracks for ever in a regular expression.

class: exhaust
honest: 8
seconds: 20
slow: waits for a limit, as exhaust_loop_in_c does
"""

import re


def squares(numbers):
    return [re.fullmatch(r"(a|aa)+b", "a" * 90)]
