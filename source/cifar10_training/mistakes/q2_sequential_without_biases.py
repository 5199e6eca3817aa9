"""No biases in the convolutions.

question: q2_three_ways
fails: test_sequential_network
cell: make_sequential
"""
def make_sequential():
    return nn.Sequential(
        nn.Conv2d(3, 32, 5, padding=2, bias=False),
        nn.ReLU(),
        nn.Conv2d(32, 16, 3, padding=1, bias=False),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
