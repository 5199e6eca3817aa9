"""The argument scaled is not used: dropout is always inverted.

question: q6_propagate
fails: test_plain_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x, cache = dropout_forward(F.relu(x @ w + b), {"mode": mode, "p": p})
        means.append(x.mean().item())
    w, b = layers[-1]
    scores = x @ w + b
    return means, scores
