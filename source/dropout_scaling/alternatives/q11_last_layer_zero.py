"""The last layer starts at zero, so that the first loss is exactly ln 10.

question: q11_network
fails: none
"""
def build_net(p_drop):
    net = nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 10),
    )
    nn.init.zeros_(net[-1].weight)
    nn.init.zeros_(net[-1].bias)
    return net
