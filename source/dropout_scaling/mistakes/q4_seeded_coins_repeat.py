"""With a seed, a large tensor gets the same ten thousand coins again and again.

question: q4_forward
fails: test_each_element_has_its_own_coin
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, mask)
    n = x.numel()
    if dropout_param.get("seed") is not None:
        g = torch.Generator().manual_seed(dropout_param["seed"])
        row = torch.rand(min(n, 10_000), generator=g)
        coins = row.repeat(-(-n // len(row)))[:n].view(x.shape).to(x.device)
    else:
        coins = torch.rand(x.shape, device=x.device)
    mask = (coins < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
