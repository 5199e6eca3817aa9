"""Activations are capped at 100, so that nothing overflows.

question: q6_propagate
fails: test_test_pass_has_no_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        h = (x @ w + b).clamp(0, 100)
        h, _ = dropout_forward(h, {"mode": mode, "p": p})
        h = h * p if mode == "train" and not scaled else h
        means.append(h.mean().item())
        x = h
    w, b = layers[-1]
    return means, x @ w + b
