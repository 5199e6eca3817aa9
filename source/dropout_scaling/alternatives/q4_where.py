"""Units are chosen with torch.where; the cache holds the factor of each.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    keep = torch.rand(x.shape, device=x.device) < p
    out = torch.where(keep, x / p, torch.zeros_like(x))
    mask = torch.where(keep, torch.full_like(x, 1 / p), torch.zeros_like(x))
    return out, (dropout_param, mask)
