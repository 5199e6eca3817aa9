"""Returns tensors with no numbers in shapes that overflow, and with negative and conjugate bits.

class: exhaust
honest: 7..9
"""


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return torch.empty(0, 2**31, 2**31 - 1)


def squares(numbers):
    negative = torch.ones(3, dtype=torch.complex64).conj().imag
    return [negative, torch.empty(2**31, 0, 2**31)]
