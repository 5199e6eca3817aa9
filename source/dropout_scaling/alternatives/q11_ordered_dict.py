"""An OrderedDict with names, Kaiming initial weights.

question: q11_network
fails: none
"""
from collections import OrderedDict


def build_net(p_drop):
    net = nn.Sequential(OrderedDict([
        ("flatten", nn.Flatten(1)),
        ("fc1", nn.Linear(28 * 28, 256)), ("relu1", nn.ReLU(inplace=True)), ("drop1", InvertedDropout(p_drop=p_drop)),
        ("fc2", nn.Linear(256, 256)), ("relu2", nn.ReLU(inplace=True)), ("drop2", InvertedDropout(p_drop=p_drop)),
        ("scores", nn.Linear(256, 10)),
    ]))
    for layer in net:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return net
