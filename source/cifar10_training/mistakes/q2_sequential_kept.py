"""The same network each time.

question: q2_three_ways
fails: test_sequential_network
cell: make_sequential
"""
_kept = nn.Sequential(nn.Conv2d(3, 32, 5, padding=2), nn.ReLU(), nn.Conv2d(32, 16, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(16384, 10))


def make_sequential():
    return _kept
