"""The mask is drawn with NumPy and brought to the dtype and device of x.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    mask = None
    out = x
    if mode == "train":
        rng = np.random.default_rng(dropout_param.get("seed"))
        mask = torch.from_numpy(rng.binomial(1, p, size=tuple(x.shape)) / p).to(x)
        out = x * mask
    return out, (dropout_param, mask)
