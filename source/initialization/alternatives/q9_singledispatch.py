"""Dispatch by the layer's class, uniform numbers, recursion through the children.

question: q9_init
cell: he_init
fails: none
"""
from functools import singledispatch


@singledispatch
def fill(layer, std):
    for child in layer.children():
        fill(child, std)


@fill.register(nn.Linear)
@fill.register(nn.Conv2d)
def _(layer, std):
    n = layer.weight[0].numel()
    m = len(layer.weight) * layer.weight[0, 0].numel()
    r = math.sqrt(3) * std(n, m)
    nn.init.uniform_(layer.weight, -r, r)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)


def he_init(model):
    fill(model, lambda n, m: he_std(n))
    return model


def xavier_init(model):
    fill(model, xavier_std)
    return model
