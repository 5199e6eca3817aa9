"""Only the first hidden layer is dropped.

question: q6_propagate
fails: test_scaled_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers[:-1]):
        x = torch.relu(x @ w + b)
        if i == 0:
            x, _ = dropout_forward(x, {"mode": mode, "p": p})
            if mode == "train" and not scaled:
                x = x * p
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
