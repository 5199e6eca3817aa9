"""Gradients of ten layers at most.

question: q10_profile
fails: test_profile_of_many_layers
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        a = activation(a @ W.T)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers[-10:])
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
