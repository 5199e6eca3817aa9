"""A pool of random numbers is drawn once and masks are cut out of it, from a random place on.

question: q4_forward
fails: test_each_call_draws_a_new_mask
also: q6_propagate
"""
_pool = torch.rand(200_000)


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    start = dropout_param.get("seed", int(torch.randint(0, 100_000, ()))) % 100
    u = _pool[start : start + x.numel()].reshape(x.shape)
    mask = (u < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
