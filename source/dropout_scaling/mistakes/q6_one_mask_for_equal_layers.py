"""Layers of the same size get the same mask: it is drawn once.

question: q6_propagate
fails: test_scaled_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means, masks = [], {}
    for w, b in layers[:-1]:
        h = torch.relu(x @ w + b)
        if mode == "train":
            if h.shape not in masks:
                masks[h.shape] = dropout_forward(torch.ones_like(h), {"mode": mode, "p": p})[0].detach()
            h = h * masks[h.shape] * (1 if scaled else p)
        x = h
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
