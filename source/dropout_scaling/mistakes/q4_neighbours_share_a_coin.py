"""Neighbouring features share a coin, as in DropBlock.

question: q4_forward
fails: test_each_element_has_its_own_coin
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, mask)
    g = None
    if dropout_param.get("seed") is not None:
        g = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
    half = (x.shape[-1] + 1) // 2
    coins = torch.rand((*x.shape[:-1], half), generator=g, device=x.device) < p
    mask = coins.repeat_interleave(2, dim=-1)[..., : x.shape[-1]].to(x.dtype) / p
    return x * mask, (dropout_param, mask)
