"""Zeros are added to each layer, and the gradient is that of the zeros.

question: q10_profile
fails: none
"""
def depth_profile(weights, x, upstream, activation):
    with torch.no_grad():
        shapes, a = [], x
        for W in weights:
            a = activation(torch.mm(a, W.t()))
            shapes.append(torch.zeros_like(a))
    zeros = [z.requires_grad_() for z in shapes]
    signals, a = [], x
    for W, z in zip(weights, zeros):
        a = activation(torch.mm(a, W.t())) + z
        signals.append(a)
    torch.sum(a * upstream).backward(inputs=zeros)
    return [float(torch.std(s.detach())) for s in signals], [float(torch.std(z.grad)) for z in zeros]
