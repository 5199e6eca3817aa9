"""Trial.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    p = dropout_param["p"]
    if dropout_param["mode"] == "train":
        mask = (torch.rand_like(x) < p) / p
        return x * mask.to(x.dtype), (dropout_param, mask.to(x.dtype))
    return x, (dropout_param, None)
