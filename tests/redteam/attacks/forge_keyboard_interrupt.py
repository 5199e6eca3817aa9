"""Raises KeyboardInterrupt and GeneratorExit in the functions under test, as if a person had stopped it.

class: forge
honest: 7
"""


def squares(numbers):
    raise KeyboardInterrupt


class Net(nn.Module):
    def __init__(self):
        raise GeneratorExit
