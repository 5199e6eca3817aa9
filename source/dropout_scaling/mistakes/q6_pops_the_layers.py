"""The last layer is taken out of the caller's list, which is one layer shorter after every call.

question: q6_propagate
fails: test_propagate_leaves_its_arguments_alone_and_trains
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    w_out, b_out = layers.pop()
    for w, b in layers:
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        if mode == "train" and not scaled:
            x = x * p
        means.append(x.mean().item())
    return means, x @ w_out + b_out
