"""The hidden layers are detached, so that only the last layer learns.

question: q6_propagate
fails: test_propagate_without_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b).detach(), {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        means.append(x.mean())
    w, b = layers[-1]
    return means, x @ w + b
