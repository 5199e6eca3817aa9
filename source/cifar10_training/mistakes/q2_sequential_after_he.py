"""The Sequential gets the initial weights of the module.

question: q2_three_ways
fails: test_sequential_network
cell: make_sequential
"""
def make_sequential():
    net = nn.Sequential(
        nn.Conv2d(3, 32, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    for layer in net:
        if hasattr(layer, 'weight'):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
    return net
