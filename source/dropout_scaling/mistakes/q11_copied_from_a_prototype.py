"""Networks are copied from one prototype, so they start with the same weights.

question: q11_network
fails: test_networks_have_nothing_in_common
"""
import copy

_prototypes = {}


def build_net(p_drop):
    if "net" not in _prototypes:
        _prototypes["net"] = [nn.Linear(784, 256), nn.Linear(256, 256), nn.Linear(256, 10)]
    a, b, c = copy.deepcopy(_prototypes["net"])
    drop = InvertedDropout
    return nn.Sequential(nn.Flatten(), a, nn.ReLU(), drop(p_drop), b, nn.ReLU(), drop(p_drop), c)
