"""In a large tensor the same coins are used again.

question: q4_forward
fails: test_each_element_has_its_own_coin
cell: dropout_forward
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, mask)
    generator = None
    if dropout_param.get("seed") is not None:
        generator = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
    n = x.numel()
    draws = torch.rand(min(n, 20_000), generator=generator, device=x.device)
    kept = draws.repeat(n // max(1, len(draws)) + 1)[:n].view(x.shape) < p
    mask = kept.to(x.dtype) / p
    return x * mask, (dropout_param, mask)
