"""The last layer has no activation.

question: q10_profile
fails: test_profile_of_many_layers
also: q11_sweep
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        a = activation(a @ W.T) if W is not weights[-1] else a @ W.T
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
