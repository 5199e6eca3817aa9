"""16 channels first, then 32.

question: q2_three_ways
fails: test_sequential_network
cell: make_sequential
"""
def make_sequential():
    return nn.Sequential(
        nn.Conv2d(3, 16, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(32 * 32 * 32, 10),
    )
