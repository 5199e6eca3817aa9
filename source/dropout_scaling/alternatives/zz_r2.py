"""Trial.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    mode, p, seed = dropout_param["mode"], dropout_param["p"], dropout_param.get("seed")
    if seed is not None:
        np.random.seed(seed)
    mask = None
    out = x
    if mode == "train":
        mask = torch.tensor(np.random.binomial(1, p, size=tuple(x.shape)) / p, dtype=x.dtype, device=x.device)
        out = x * mask
    return out, (dropout_param, mask)
