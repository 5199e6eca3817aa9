"""The mask is rand >= 1 - p.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    if mode == "test":
        return x, (dropout_param, None)
    mask = (torch.rand_like(x) >= 1 - p).to(x.dtype) * (1 / p)
    return x * mask, (dropout_param, mask)
