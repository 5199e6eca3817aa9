"""The chain rule by hand, layer by layer, with n.

question: q10_profile
fails: none
"""
def depth_profile(weights, x, upstream, activation):
    a, zs, forward = x.detach(), [], []
    for W in weights:
        zs.append(F.linear(a, W.detach()))
        a = activation(zs[-1])
        forward.append(float(a.std(correction=0)))
    error, backward = upstream, []
    for W, z in zip(reversed(weights), reversed(zs)):
        backward.append(float(error.std(correction=0)))
        _, pull = torch.func.vjp(activation, z)
        error = pull(error)[0] @ W.detach()
    return forward, backward[::-1]
