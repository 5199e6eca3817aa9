"""In float64 inside; backwards by vjp of each layer, from the last to the first; deque.

question: q10_profile
fails: none
cell: depth_profile
"""
from collections import deque


def depth_profile(weights, x, upstream, activation):
    acts, pulls = [x.double()], []
    for W in weights:
        out, pull = torch.func.vjp(lambda a, W=W.double(): activation(a @ W.mT), acts[-1])
        acts.append(out)
        pulls.append(pull)
    grads = deque([upstream.double()])
    for pull in pulls[:0:-1]:
        grads.appendleft(pull(grads[0])[0])
    return torch.stack([a.std() for a in acts[1:]]), torch.stack([g.std() for g in grads])
