"""Without a seed the function seeds from a fixed counter of its own.

question: q4_forward
fails: test_each_call_draws_a_new_mask
also: q6_propagate
"""
_calls = [0]


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    _calls[0] += 1
    torch.manual_seed(dropout_param.get("seed", _calls[0] % 7))
    mask = (torch.rand(x.shape, device=x.device) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
