"""The cache holds a bool mask and p; the factor 1/p is applied in each pass.

question: q5_backward
fails: none
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, None
    keep = torch.rand(x.shape, device=x.device) < p
    return x * keep / p, (keep, p)


def dropout_backward(dout, cache):
    if cache is None:
        return dout
    keep, p = cache
    return dout * keep / p
