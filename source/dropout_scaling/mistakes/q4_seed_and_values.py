"""The seed is mixed with the sum of the input, so the mask does not depend on the seed alone.

question: q4_forward
fails: test_a_seed_fixes_the_mask
hint: The mask may depend on the seed, on p and on the shape of x, and on nothing else.
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    g = torch.Generator()
    if dropout_param.get("seed") is not None:
        g.manual_seed(dropout_param["seed"] + int(1000 * float(x.detach().float().abs().sum())))
    else:
        g.seed()
    m = (torch.rand(x.shape, generator=g) < p).to(x) / p
    return x * m, (dropout_param, m)
