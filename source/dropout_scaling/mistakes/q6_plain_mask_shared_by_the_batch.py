"""Plain dropout has a mask of its own, one for all examples.

question: q6_propagate
fails: test_plain_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x = torch.relu(x @ w + b)
        if scaled:
            x, _ = dropout_forward(x, {"mode": mode, "p": p})
        elif mode == "train":
            x = x * (torch.rand(x.shape[1]) < p)
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
