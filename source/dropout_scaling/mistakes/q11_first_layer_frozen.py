"""The first layer is frozen, as a random projection.

question: q11_network
fails: test_network_in_eval_mode
"""
def build_net(p_drop):
    first = nn.Linear(784, 256)
    for parameter in first.parameters():
        parameter.requires_grad = False
    return nn.Sequential(
        nn.Flatten(),
        first,
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 256),
        nn.ReLU(),
        InvertedDropout(p_drop),
        nn.Linear(256, 10),
    )
