"""The gradient is that of the pre-activations.

question: q10_profile
fails: test_profile_of_many_layers
also: q11_sweep
"""
def depth_profile(weights, x, upstream, activation):
    layers, before, a = [], [], x.detach().requires_grad_()
    for W in weights:
        z = a @ W.T
        before.append(z)
        a = activation(z)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), before)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
