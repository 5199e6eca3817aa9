"""Dropout is applied to the scores as well.

question: q11_network
fails: test_hidden_layers_are_dropped_and_scores_are_not
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 10),
        InvertedDropout(p_drop),
    )
