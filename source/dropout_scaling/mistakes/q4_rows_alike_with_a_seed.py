"""With a seed the generator is seeded for every example, so that all examples share a mask.

question: q4_forward
fails: test_each_element_has_its_own_coin
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    kept = torch.empty(x.shape, dtype=torch.bool, device=x.device)
    for row in kept.reshape(-1, x.shape[-1]) if x.dim() > 1 else [kept]:
        g = torch.Generator(device=x.device)
        if "seed" in dropout_param:
            g.manual_seed(dropout_param["seed"])
        else:
            g.seed()
        row.copy_(torch.rand(row.shape, generator=g, device=x.device) < p)
    mask = kept.to(x.dtype) / p
    return x * mask, (dropout_param, mask)
