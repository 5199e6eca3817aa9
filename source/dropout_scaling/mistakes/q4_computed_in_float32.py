"""The output is computed in float32 and cast back, which costs float64 half of its digits.

question: q4_forward
fails: test_kept_units_are_scaled
hint: `.float()` takes the digits away that a float64 input has; `.to(x.dtype)` does not bring them back.
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test":
        return x, (dropout_param, mask)
    g = torch.Generator()
    seed = dropout_param.get("seed")
    g.seed() if seed is None else g.manual_seed(seed)
    mask = (torch.rand(x.shape, generator=g) < p).to(x.device) / p
    return (x.float() * mask).to(x.dtype), (dropout_param, mask.to(x.dtype))
