"""The keep probability 1 - p_drop is handed to a layer that wants the drop probability.

question: q11_network
fails: test_p_drop_reaches_the_layers, test_hidden_layers_are_dropped_and_scores_are_not
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        InvertedDropout(1 - p_drop),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(1 - p_drop),
        nn.Linear(256, 10),
    )
