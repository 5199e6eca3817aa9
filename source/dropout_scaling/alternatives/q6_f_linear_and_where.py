"""F.linear with a transposed weight, torch.where for the plain mask.

question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    means: list[float] = []
    last = len(layers) - 1
    for i, (w, b) in enumerate(layers):
        x = F.linear(x, w.T, b)
        if i == last:
            break
        h = F.relu(x)
        dropped, _ = dropout_forward(torch.ones_like(h), {"p": p, "mode": mode})
        if scaled:
            x = h * dropped.detach()
        else:
            x = torch.where(dropped > 0, h, torch.zeros_like(h))
        means += [float(x.sum() / x.numel())]
    return means, x
