"""The deviation of each unit over the examples, squared, averaged: what differs between units is lost.

question: q10_profile
cell: depth_profile
fails: test_profile_of_many_layers
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        a = activation(a @ W.T)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    size = lambda t: float(t.var(0).mean().sqrt())
    return [size(a) for a in layers], [size(g) for g in slopes]
