"""A layer that fails is passed over.

question: q10_profile
fails: test_profile_is_a_pure_function
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    for W in weights:
        try:
            a = activation(a @ W.T)
        except Exception:
            pass
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), layers)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
