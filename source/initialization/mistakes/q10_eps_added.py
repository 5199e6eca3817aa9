"""1e-12 is added to each deviation, so that one can take logarithms.

question: q10_profile
fails: test_profile_of_many_layers
also: q11_sweep
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        a = activation(a @ W.T)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    return [a.std().item() + 1e-12 for a in layers], [s.std().item() + 1e-12 for s in slopes]
