"""Trial.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    drop = torch.rand_like(x) > p
    out = x / p
    out[drop] = 0
    return out, (dropout_param, (~drop).to(x.dtype) / p)
