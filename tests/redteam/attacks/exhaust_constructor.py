"""Never ends constructing a module, and never ends being iterated, measured or compared.

class: exhaust
honest: 7
seconds: 30
slow: waits for a limit, as exhaust_loop_in_cell does
"""

import itertools
import time


class Net(nn.Module):
    def __init__(self):
        time.sleep(10**6)


def squares(numbers):
    return itertools.count()
