"""Images are flattened by view, lest they come flat, which fails for those that lie otherwise in memory.

question: q3_simple_nn
fails: test_simple_network_learns
also: q9_plain, q10_better
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        norm = (lambda c: nn.BatchNorm2d(c)) if batch_norm else (lambda c: nn.Identity())
        self.net = nn.Sequential(
            nn.Conv2d(3, 8, 5), norm(8), activation(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3), norm(16), activation(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(576, 120), activation(), nn.Linear(120, 84), activation(), nn.Linear(84, 10),
        )

    def forward(self, x):
        return self.net(x.view(len(x), -1).view(-1, 3, 32, 32))
