"""x.requires_grad_() on the caller's x, and a gradient is left in it.

question: q10_profile
fails: test_profile_is_a_pure_function
cell: depth_profile
"""
def depth_profile(weights, x, upstream, activation):
    a, outs = x.requires_grad_(), []
    for W in weights:
        a = activation(a @ W.T)
        a.retain_grad()
        outs.append(a)
    (a * upstream).sum().backward()
    return [float(o.std()) for o in outs], [float(o.grad.std()) for o in outs]
