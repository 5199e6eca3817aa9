"""The hidden layers have no bias.

question: q11_network
fails: test_network_has_the_right_size
"""
def build_net(p_drop):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256, bias=False), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 256, bias=False), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 10))
