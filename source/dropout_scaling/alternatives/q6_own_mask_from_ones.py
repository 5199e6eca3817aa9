"""Plain dropout keeps what the scaled mask keeps; means come from NumPy.

question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    means, h = [], x
    *hidden, (w_last, b_last) = list(layers)
    for w, b in hidden:
        h = F.relu(F.linear(h, w.t(), b))
        if mode == "train":
            dropped, _ = dropout_forward(h, dict(mode="train", p=p))
            h = dropped if scaled else torch.where(dropped != 0, h, h * 0)
        means.append(float(np.mean(h.detach().numpy())))
    return means, torch.add(torch.matmul(h, w_last), b_last)
