"""Returns a sparse tensor of a giant size from a module.

class: exhaust
honest: 9
"""


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return torch.sparse_coo_tensor([[10**9], [0]], [1.0], (2**40, 2))
