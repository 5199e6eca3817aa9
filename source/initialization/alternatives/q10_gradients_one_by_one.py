"""A call of autograd for each layer.

question: q10_profile
fails: none
"""
def depth_profile(weights, x, upstream, activation):
    signals = [x.detach().requires_grad_()]
    for W in weights:
        signals.append(activation(signals[-1] @ W.T))
    loss = torch.sum(signals[-1] * upstream)
    forward, backward = [], []
    for a in signals[1:]:
        slope = torch.autograd.grad(loss, a, retain_graph=True)[0]
        forward.append(torch.std(a).item())
        backward.append(torch.std(slope).item())
    return tuple(forward), tuple(backward)
