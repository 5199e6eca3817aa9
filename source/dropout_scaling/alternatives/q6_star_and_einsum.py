"""Star unpacking, einsum, and fmean of the list.

question: q6_propagate
fails: none
"""
from statistics import fmean


def propagate(x, layers, p, mode, scaled):
    *hidden, (w_last, b_last) = layers
    means = []
    h = x
    for w, b in hidden:
        h = torch.einsum("nd,dh->nh", h, w).add(b).clamp(min=0)
        h, _ = dropout_forward(h, dict(mode=mode, p=p))
        h = h if scaled or mode == "test" else h * p
        means.append(fmean(h.detach().double().flatten().tolist()))
    return means, torch.einsum("nd,dh->nh", h, w_last) + b_last
