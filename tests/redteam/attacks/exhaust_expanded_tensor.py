"""Returns a tensor of one number that says it has a million million.

class: exhaust
honest: 9
seconds: 60
"""


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return torch.zeros(1).expand(10**6, 10**6)
