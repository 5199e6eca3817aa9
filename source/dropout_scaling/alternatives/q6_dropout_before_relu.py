"""Dropout stands before ReLU, which gives the same numbers: relu(m a) = m relu(a) for m >= 0.

id: E1
question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        z, _ = dropout_forward(x @ w + b, {"mode": mode, "p": p})
        x = F.relu(z)
        if mode == "train" and not scaled:
            x = p * x
        means.append(float(x.mean()))
    w, b = layers[-1]
    return means, torch.addmm(b, x, w)
