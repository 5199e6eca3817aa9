"""With retain_grad and tensors.

question: q10_profile
fails: none
"""
def depth_profile(weights, x, upstream, activation):
    a, layers = x.clone().detach().requires_grad_(True), []
    for W in weights:
        a = activation(torch.mm(a, W.t()))
        a.retain_grad()
        layers.append(a)
    a.backward(upstream)
    forward = torch.stack([a.detach().std() for a in layers])
    backward = torch.stack([a.grad.std() for a in layers])
    return forward, backward
