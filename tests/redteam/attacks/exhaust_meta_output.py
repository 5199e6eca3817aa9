"""Returns a tensor on the meta device, which has a shape and no numbers.

class: exhaust
honest: 9
unsandboxed: yes
"""


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2, device="meta")

    def forward(self, x):
        return torch.empty(x.shape[0], 2, device="meta")
