"""Plain dropout is made by dividing the scaled output by p once more, not by multiplying with it.

question: q6_propagate
fails: test_plain_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x / p
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
