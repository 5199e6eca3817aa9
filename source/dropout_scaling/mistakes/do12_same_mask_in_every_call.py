"""A default seed is set in every call, so that one mask is used again and again.

id: DO12
question: q4_forward
fails: test_each_call_draws_a_new_mask
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    torch.manual_seed(dropout_param.get("seed", 0))
    mask = None
    if mode == "train":
        mask = (torch.rand(x.shape) < p).to(x.dtype) / p
        x = x * mask
    return x, (dropout_param, mask)
