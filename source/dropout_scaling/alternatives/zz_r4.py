"""Trial.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    with torch.random.fork_rng():
        if "seed" in dropout_param:
            torch.manual_seed(dropout_param["seed"])
        else:
            torch.seed()
        mask = torch.empty_like(x).bernoulli_(p).div_(p)
    out = x.clone()
    out.mul_(mask)
    return out, (dropout_param, mask)
