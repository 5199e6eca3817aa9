"""The mask is rand < p, with the global generator seeded if there is a seed.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        mask = (torch.rand(*x.shape, dtype=x.dtype, device=x.device) < p).type_as(x) / p
        out = x * mask
    elif mode == "test":
        out = x
    return out, (dropout_param, mask)
