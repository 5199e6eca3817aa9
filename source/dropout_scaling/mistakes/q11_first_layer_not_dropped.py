"""Only the second hidden layer is dropped.

question: q11_network
fails: test_p_drop_reaches_the_layers
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 10),
    )
