"""The gradients of the weights are measured.

question: q10_profile
fails: test_profile_of_one_layer
also: q11_sweep
"""
def depth_profile(weights, x, upstream, activation):
    layers, a = [], x.detach().requires_grad_()
    weights = [W.detach().requires_grad_() for W in weights]
    for W in weights:
        a = activation(a @ W.T)
        layers.append(a)
    slopes = torch.autograd.grad((a * upstream).sum(), weights)
    return [a.std().item() for a in layers], [slope.std().item() for slope in slopes]
