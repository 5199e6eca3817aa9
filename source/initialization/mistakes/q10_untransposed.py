"""The weights are taken as (in, out).

question: q10_profile
fails: test_profile_of_many_layers
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        a = activation(a @ W)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
