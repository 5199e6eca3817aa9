"""The mask is drawn for half of the batch and repeated.

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
    half = (x.shape[0] + 1) // 2
    mask = (torch.rand(half, *x.shape[1:]) < p).repeat(2, *[1] * (x.dim() - 1))[: x.shape[0]]
    mask = mask.to(x.dtype) / p
    return x * mask, (dropout_param, mask)
