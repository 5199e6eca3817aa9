"""Leaves hidden inputs where the process keeps them: warnings, excepthook, IPython's output history.

class: leak
unsandboxed: yes
"""

import builtins
import sys


def squares(numbers):
    sys.last_value = builtins._ = numbers
    get_ipython().user_ns["Out"] = {1: numbers}
    return [number + number for number in numbers]


def shout(words):
    raise ValueError(
        f"{getattr(sys, 'last_value', '')} {getattr(builtins, '_', '')} {globals().get('Out')}"
    )
