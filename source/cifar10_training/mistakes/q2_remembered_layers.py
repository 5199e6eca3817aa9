"""The layers are made at the first call and kept for that list of parameters.

question: q2_three_ways
fails: test_barebones_network
cell: three_layer_net
"""
_known = {}


def three_layer_net(x, params):
    if id(params) not in _known:
        _known[id(params)] = [p.clone() for p in params]
    w1, b1, w2, b2, w3, b3 = _known[id(params)]
    x = F.relu(F.conv2d(x, w1, b1, padding=2))
    x = F.relu(F.conv2d(x, w2, b2, padding=1))
    return F.linear(x.flatten(1), w3, b3)
