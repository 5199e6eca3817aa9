"""The last layer is followed by ReLU like the others.

question: q6_propagate
fails: test_test_pass_has_no_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers):
        x = torch.relu(x @ w + b)
        if i < len(layers) - 1:
            x, _ = dropout_forward(x, {"mode": mode, "p": p})
            if mode == "train" and not scaled:
                x = x * p
            means.append(x.mean().item())
    return means, x
