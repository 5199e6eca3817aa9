"""Trial.

question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    h = x
    for i, (w, b) in enumerate(layers):
        z = h @ w + b
        if i == len(layers) - 1:
            return means, z
        h = z.clamp(min=0)
        if mode == "train":
            h, cache = dropout_forward(h, dict(mode=mode, p=p))
            h = h if scaled else h * p
        means.append(float(h.mean()))
