"""Dropout stands between each hidden linear layer and its ReLU, which gives the same numbers.

id: E1
question: q11_network
fails: none
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(1),
        nn.Linear(28 * 28, 256),
        InvertedDropout(p_drop),
        nn.ReLU(),
        nn.Linear(256, 256),
        InvertedDropout(p_drop),
        nn.ReLU(inplace=True),
        nn.Linear(256, 10),
    )
