"""The second layer drops half as often.

question: q11_network
fails: test_hidden_layers_are_dropped_and_scores_are_not, test_p_drop_reaches_the_layers
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(p_drop / 2),
        nn.Linear(256, 10),
    )
