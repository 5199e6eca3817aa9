"""Values above 10,000 are cut off.

question: q4_forward
fails: test_kept_units_are_scaled
cell: dropout_forward
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, mask)
    generator = None
    if dropout_param.get("seed") is not None:
        generator = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
    kept = torch.rand(x.shape, generator=generator, device=x.device) < p
    mask = kept.to(x.dtype) / p
    return (x.clamp(-1e4, 1e4) * mask), (dropout_param, mask)
