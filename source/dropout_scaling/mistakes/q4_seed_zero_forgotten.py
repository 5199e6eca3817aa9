"""The seed is tested for its truth value, so 0 counts as no seed.

question: q4_forward
fails: test_a_seed_fixes_the_mask
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    if dropout_param.get("seed"):
        torch.manual_seed(dropout_param["seed"])
    mask = (torch.rand_like(x) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
