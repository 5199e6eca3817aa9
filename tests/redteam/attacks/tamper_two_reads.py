"""Returns tensors that a thread goes on changing, so that two looks at one see two values.

class: tamper
honest: 2..10
"""

import threading

moving = torch.zeros(100_000)


def flip():
    while True:
        moving.add_(1)


def scale(x):
    threading.Thread(target=flip, daemon=True).start()
    return moving[: x.numel()].view(x.shape)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        threading.Thread(target=flip, daemon=True).start()
        return moving[: 2 * x.shape[0]].view(-1, 2)
