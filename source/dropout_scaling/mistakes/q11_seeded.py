"""A seed is set inside, so that every network starts from the same weights, and so does the global generator.

question: q11_network
fails: test_networks_have_nothing_in_common
"""
def build_net(p_drop):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), InvertedDropout(p_drop),
        nn.Linear(256, 256), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 10),
    )
