"""Trial.

question: q4_forward
fails: any
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = torch.round(torch.rand_like(x) + p - 0.5).clamp(0, 1)
    mask = torch.abs(mask) / p
    return torch.abs(x) * mask, (dropout_param, mask)
