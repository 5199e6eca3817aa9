"""Every second row gets the complement of the coins of the row before, to have less noise.

question: q4_forward
fails: test_each_element_has_its_own_coin
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    u = torch.rand(x.shape, device=x.device)
    if x.dim() > 1:
        u[1::2] = 1 - u[: 2 * (len(u) // 2) : 2]
    mask = (u < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
