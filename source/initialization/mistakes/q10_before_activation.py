"""Measured before the activation.

question: q10_profile
fails: test_profile_of_many_layers
also: q11_sweep
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        z = a @ W.T
        layers.append(z)
        a = activation(z)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
