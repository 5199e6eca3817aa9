"""Answers with NumPy texts whose characters are beyond Unicode, which Python takes for texts.

class: exhaust
where: each
honest: 0..10
"""

import numpy as np

W = np.frombuffer(b"\xff\xff\xff\x7f" * 2 + b"\x00\x00\x11\x00", "<U3")[0]
B = np.frombuffer(b"\xff\xff\xff\x7f" * 2, "<U2")


def scale(x):
    return W


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return {W: B}


answer = W


def squares(n):
    return [W, B, B.astype(object)]


def shout(w):
    return W.item() if w != "hi" else W
