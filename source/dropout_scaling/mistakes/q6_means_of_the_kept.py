"""The means are those of the units that were kept.

question: q6_propagate
fails: test_means_are_taken_after_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        means.append(x[x != 0].mean().item() if mode == "train" else x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
