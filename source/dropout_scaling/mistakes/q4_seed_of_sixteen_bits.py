"""A seed is cut to 16 bits, so many seeds give the same mask.

question: q4_forward
fails: test_a_seed_fixes_the_mask
"""
def dropout_forward(x, dropout_param):
    p, seed = dropout_param["p"], dropout_param.get("seed")
    if dropout_param["mode"] == "test":
        return x.clone(), (dict(dropout_param), None)
    g = None if seed is None else torch.Generator(device=x.device).manual_seed(seed & 0xFFFF)
    keep = torch.rand(x.shape, generator=g, device=x.device) < p
    mask = keep.to(x.dtype) / p
    return x * mask, (dict(dropout_param), mask)
