"""The rate is fixed to 0.5, whatever the argument says.

question: q11_network
fails: test_p_drop_reaches_the_layers
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        InvertedDropout(0.5),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(0.5),
        nn.Linear(256, 10),
    )
