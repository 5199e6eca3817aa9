"""The input is dropped, too, as Srivastava et al. do with images.

question: q6_propagate
fails: test_scaled_training_pass
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers):
        x, _ = dropout_forward(x, {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        if i:
            means.append(x.mean().item())
        x = x @ w + b
        if i < len(layers) - 1:
            x = torch.relu(x)
    return means, x
