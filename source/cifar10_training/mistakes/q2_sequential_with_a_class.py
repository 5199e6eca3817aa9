"""A class of one's own in the Sequential.

question: q2_three_ways
fails: test_sequential_network
cell: make_sequential
"""
class Flat(nn.Module):
    def forward(self, x):
        return x.flatten(1)


def make_sequential():
    return nn.Sequential(
        nn.Conv2d(3, 32, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.ReLU(),
        Flat(),
        nn.Linear(16 * 32 * 32, 10),
    )
