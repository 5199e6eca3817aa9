"""The list of means is a default argument that grows.

question: q6_propagate
fails: test_test_pass_has_no_dropout
"""
def propagate(x, layers, p, mode, scaled, means=[]):
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        x = x * p if mode == "train" and not scaled else x
        means.append(x.mean().item())
    w, b = layers[-1]
    return means[-len(layers) + 1 :] if len(layers) > 1 else means, x @ w + b
