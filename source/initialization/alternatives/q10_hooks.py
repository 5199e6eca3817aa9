"""Hooks on the activations note the deviation as the gradient comes by.

question: q10_profile
cell: depth_profile
fails: none
"""
def depth_profile(weights, x, upstream, activation):
    forward, backward, a = [], {}, x.detach().clone().requires_grad_()
    start = a
    for n, W in enumerate(weights):
        a = activation(F.linear(a, W.detach()))
        a.register_hook(lambda g, n=n: backward.update({n: g.std().item()}))
        forward.append(torch.std(a).item())
    torch.autograd.grad((a * upstream).sum(), start)
    return forward, [backward[n] for n in range(len(weights))]
