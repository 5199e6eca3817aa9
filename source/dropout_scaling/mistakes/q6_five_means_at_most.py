"""No more than five means are noted.

question: q6_propagate
fails: test_means_are_taken_after_dropout
cell: propagate
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers[:-1]):
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        if i < 5:
            means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
