"""The caller's weights get a gradient to require and are scaled.

question: q10_profile
fails: test_profile_is_a_pure_function
also: q11_sweep
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        W.div_(1.01)
        a = activation(a @ W.T)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
