"""The hidden layers' output is computed from data, without the graph of the first layer.

question: q6_propagate
fails: test_propagate_leaves_its_arguments_alone_and_trains
hint: `.data` cuts the graph: no gradient comes past it.
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for i, (w, b) in enumerate(layers[:-1]):
        h = torch.relu(x @ w + b)
        x, _ = dropout_forward(h.data if i == 0 and len(layers) > 3 else h, {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
