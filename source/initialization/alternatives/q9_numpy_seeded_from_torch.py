"""NumPy draws the numbers, its seed comes from torch's global generator; the weights are written through a view.

question: q9_init
fails: none
cell: he_init
"""
import numpy as np


def _draw(layer, std):
    rng = np.random.default_rng(torch.randint(2**62, ()).item())
    numbers = torch.from_numpy(rng.standard_normal(tuple(layer.weight.shape)) * std)
    layer.weight.detach().copy_(numbers)
    if layer.bias is not None:
        layer.bias.detach().fill_(0)


def _fans(layer):
    out, ins, *kernel = layer.weight.shape
    area = np.prod(kernel)
    return float(ins * area), float(out * area)


def _each(model, std):
    for layer in model.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d):
            _draw(layer, std(*_fans(layer)))
    return model


he_init = lambda model: _each(model, lambda fan_in, fan_out: he_std(fan_in))
xavier_init = lambda model: _each(model, xavier_std)
