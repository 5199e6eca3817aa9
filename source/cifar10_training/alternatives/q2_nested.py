"""Sequentials in a Sequential.

question: q2_three_ways
fails: none
cell: make_sequential
"""
def make_sequential():
    def part(before, after, size):
        return nn.Sequential(nn.Conv2d(before, after, size, padding="same"), nn.ReLU())

    return nn.Sequential(part(3, 32, 5), part(32, 16, 3), nn.Flatten(), nn.Linear(16384, 10))
