"""The mask is drawn for the first half of the features and mirrored.

question: q4_forward
fails: test_each_call_draws_a_new_mask, test_each_element_has_its_own_coin
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    u = torch.rand(x.shape, device=x.device)
    half = x.shape[-1] // 2
    if half:
        u[..., -half:] = u[..., :half].flip(-1)
    mask = (u < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
