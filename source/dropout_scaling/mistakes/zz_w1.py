"""Trial.

question: q4_forward
fails: any
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    if dropout_param.get("seed"):
        torch.manual_seed(dropout_param["seed"])
    mask = (torch.rand_like(x) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
