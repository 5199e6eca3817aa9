"""Returns a module whose parameters never end and whose state_dict is a gigabyte of names.

class: exhaust
honest: 9..10
seconds: 60
"""


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return self.linear(x)

    def state_dict(self, *anything, **more):
        return {f"{number:01000d}": number for number in range(1_000_000)}

    def parameters(self, recurse=True):
        while True:
            yield nn.Parameter(torch.zeros(1))
