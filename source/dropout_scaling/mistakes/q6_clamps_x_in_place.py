"""The input is clamped in place.

question: q6_propagate
fails: test_propagate_leaves_its_arguments_alone_and_trains
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    x.requires_grad or x.clamp_(min=-3)
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        x = x * p if mode == "train" and not scaled else x
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
