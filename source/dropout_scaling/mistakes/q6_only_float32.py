"""Everything is made float32.

question: q6_propagate
fails: test_propagate_leaves_its_arguments_alone_and_trains
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    x = x.float()
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w.float() + b.float()), {"mode": mode, "p": p})
        x = x * p if mode == "train" and not scaled else x
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w.float() + b.float()
