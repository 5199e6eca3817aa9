"""The linear layers are made once, outside: every network of build_net has the same weights, and training one trains all.

question: q11_network
fails: test_networks_have_nothing_in_common
"""
_fc1, _fc2, _fc3 = nn.Linear(784, 256), nn.Linear(256, 256), nn.Linear(256, 10)


def build_net(p_drop):
    return nn.Sequential(nn.Flatten(), _fc1, nn.ReLU(), InvertedDropout(p_drop), _fc2, nn.ReLU(), InvertedDropout(p_drop), _fc3)
