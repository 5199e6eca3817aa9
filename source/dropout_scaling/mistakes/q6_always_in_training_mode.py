"""The mode is fixed to train, so that the test pass drops units too.

question: q6_propagate
fails: test_test_pass_has_no_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": "train", "p": p})
        if not scaled:
            x = x * p
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
