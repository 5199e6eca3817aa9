"""Each layer's vector-Jacobian product is kept on the way forward and called on the way back.

question: q10_profile
cell: depth_profile
fails: none
"""
def depth_profile(weights, x, upstream, activation):
    a, back, forward = x.detach(), [], []
    for W in weights:
        a, pull = torch.func.vjp(lambda t, W=W.detach(): activation(t @ W.T), a)
        back.append(pull)
        forward.append(a.std(correction=0))
    error, backward = upstream, [upstream.std(correction=0)]
    for pull in back[:0:-1]:
        (error,) = pull(error)
        backward.append(error.std(correction=0))
    return torch.stack(forward), torch.stack(backward[::-1])
