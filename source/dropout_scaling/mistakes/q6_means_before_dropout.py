"""The means are taken before the dropout.

question: q6_propagate
fails: test_means_are_taken_after_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x = torch.relu(x @ w + b)
        means.append(x.mean().item())
        x, _ = dropout_forward(x, {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
    w, b = layers[-1]
    return means, x @ w + b
