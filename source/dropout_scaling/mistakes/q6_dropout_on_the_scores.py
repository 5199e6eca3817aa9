"""Dropout is applied to the output scores as well.

question: q6_propagate
fails: test_scaled_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers):
        x = x @ w + b
        last = i == len(layers) - 1
        if not last:
            x = torch.relu(x)
        x, _ = dropout_forward(x, {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        if not last:
            means.append(x.mean().item())
    return means, x
