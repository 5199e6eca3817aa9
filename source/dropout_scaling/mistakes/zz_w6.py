"""Trial.

question: q6_propagate
fails: any
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers[:-1]):
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p, "seed": i})
        if mode == "train" and not scaled:
            x = x * p
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
