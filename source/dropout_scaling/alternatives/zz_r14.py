"""Trial.

question: q11_network
fails: none
"""
def build_net(p_drop):
    from collections import OrderedDict
    net = nn.Sequential(OrderedDict([("flat", nn.Flatten(1, -1)), ("fc1", nn.Linear(784, 256, bias=True)), ("d1", InvertedDropout(p_drop)), ("r1", nn.ReLU())]))
    net.append(nn.Sequential(nn.Linear(256, 256), nn.ReLU(), InvertedDropout(p_drop)))
    net.add_module("out", nn.Linear(256, 10))
    for m in net.modules():
        if isinstance(m, nn.Linear):
            nn.init.kaiming_normal_(m.weight); nn.init.zeros_(m.bias)
    return net
