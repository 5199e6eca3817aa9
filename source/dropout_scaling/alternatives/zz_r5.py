"""Trial.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    g = torch.Generator()
    if "seed" in dropout_param: g.manual_seed(dropout_param["seed"])
    else: g.seed()
    mask = torch.binomial(torch.ones(x.shape), torch.full(x.shape, float(p)), generator=g)
    mask = (mask / p).type_as(x)
    return torch.mul(x, mask), (dropout_param, mask)
