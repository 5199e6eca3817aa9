"""The network calls itself for the layers that are left.

question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    if len(layers) == 1:
        w, b = layers[0]
        return [], torch.addmm(b, x, w)
    (w, b), *others = layers
    h = F.relu(torch.addmm(b, x, w))
    m = dropout_forward(torch.ones_like(h), {"mode": mode, "p": p})[0]
    if not scaled:
        m = (m > 0).to(h.dtype)
    h = h * m
    means, scores = propagate(h, others, p, mode, scaled)
    return [h.mean().item()] + means, scores
